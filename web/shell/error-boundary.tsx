import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from 'antd';
import { useWords } from '../words/language.tsx';

const Fault = ({ error }: { readonly error: Error }) => {
  const { t } = useWords();
  return (
    <div className="fault" role="alert">
      <h1>{t('fault.title')}</h1>
      <p>{t('fault.help')}<br /><code>{error.message}</code></p>
      <Button type="primary" onClick={() => location.reload()}>{t('reload')}</Button>
    </div>
  );
};

/** A fault of one page leaves the rest standing; React catches by class only. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };
  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }
  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // Not there before 2021.
    window.reportError?.(new Error(`${error.message}${info.componentStack ?? ''}`, { cause: error }));
  }
  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Fault error={this.state.error} />;
  }
}
