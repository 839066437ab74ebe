import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';

type Query<T> = { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };

/** What was read, or why it could not be; a skeleton of about the same height keeps the page from jumping. */
export const Loaded = <T,>({ query, rows = 6, children }: { readonly query: Query<T>; readonly rows?: number; readonly children: (data: T) => ReactNode }) => {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) return <ProblemAlert error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton active title={false} paragraph={{ rows }} />;
};
