import './shell/old-browsers.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'antd/dist/antd.css';
import './page.css';
import { Application } from './shell/application.tsx';
import { giveStylesTheirNonce } from './shell/nonce.ts';

giveStylesTheirNonce();
const place = document.getElementById('page');
if (place !== null) createRoot(place).render(<StrictMode><Application /></StrictMode>);
