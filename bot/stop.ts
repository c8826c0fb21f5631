/** An orderly end on SIGTERM and SIGINT. */

/** Whatever is not done by then is left undone. */
const STOP_WITHIN_MS = 8000;

/** Runs `stop` at the first signal and ends the process: with 0 when it went well, with 1 when it failed or took too long. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS);
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
