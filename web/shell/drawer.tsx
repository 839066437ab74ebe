import { Drawer as AntDrawer, type DrawerProps } from 'antd';
import { keepFocus } from './keep-focus.ts';

/** From the side; a keyboard stays in it until it is closed. */
export const Drawer = (props: DrawerProps) => <AntDrawer onKeyDown={keepFocus} {...props} />;
