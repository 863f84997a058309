/** What the operations need of a logger; pino's fits. Details never hold secrets. */
export interface OperationLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
