/** One end of a channel that keeps order and copies what goes through it (structured clone). */
export interface Port<Out, In> {
  post(message: Out): void;
  /** One listener: a later one takes its place. */
  onMessage(listener: (message: In) => void): void;
  close(): void;
}
