import { Empty } from 'antd';
import type { ReactNode } from 'react';

/** An empty place says why it is empty and what to do. */
export const Nothing = ({ title, help, children }: { readonly title: string; readonly help?: string; readonly children?: ReactNode }) => (
  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<><div className="nothing-title">{title}</div>{help === undefined ? null : <div className="muted">{help}</div>}</>} className="nothing">
    {children}
  </Empty>
);
