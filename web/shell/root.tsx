import { useRouteContext } from '@tanstack/react-router';
import { Layout } from './layout.tsx';

/** Around every page, with who is signed in. */
export const Root = () => {
  const { me } = useRouteContext({ from: '__root__' });
  return <Layout me={me} />;
};
