import { Component, type ContextType, type ReactNode } from 'react';
import { AppServicesContext } from '../../state/app-services.js';
import { addProblem } from '../../state/problem-log.js';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  readonly fallback: (reset: () => void) => ReactNode;
  /** A change forgets the error: other content deserves another try. */
  readonly resetKey?: string;
}

interface ErrorBoundaryState {
  readonly failedKey: string | undefined;
  readonly failed: boolean;
}

/** Keeps one broken bubble or panel from blanking the rest. React itself logs the error; here it is kept for the diagnostics. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  static override contextType = AppServicesContext;
  declare context: ContextType<typeof AppServicesContext>;
  override state: ErrorBoundaryState = { failed: false, failedKey: undefined };

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): Partial<ErrorBoundaryState> | null {
    return props.resetKey === state.failedKey ? null : { failed: false, failedKey: props.resetKey };
  }

  override componentDidCatch(error: unknown): void {
    if (this.context !== null) addProblem(this.context.stores.problems, 'page', String(error), Date.now());
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children;
  }
}
