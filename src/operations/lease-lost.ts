/** Another attempt has taken the operation over: this one must stop and may write nothing more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly operationId: string;

  constructor(operationId: string) {
    super(`Operation ${operationId} was taken over by another attempt; this one writes nothing more.`);
    this.operationId = operationId;
  }
}
