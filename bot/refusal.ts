/** A request that is turned down, with the HTTP status and the error code that Direct Line gives for it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds after which to try again, for status 429. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
