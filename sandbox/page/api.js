/**
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('../demo/acts.ts').Act} Act
 * @typedef {import('../demo/acts.ts').ActAnswer} ActAnswer
 */

/** The count of acts when this page's last one was done: older snapshots would undo it on screen. */
let latest = 0;

/**
 * Follows what a person sees. Answers a function that ends it.
 * @param {string} personId
 * @param {(snapshot: Snapshot) => void} show
 * @param {(isLive: boolean) => void} tellLive
 */
export function follow(personId, show, tellLive) {
  const source = new EventSource(`/api/events?person=${encodeURIComponent(personId)}`);
  source.onmessage = (event) => {
    /** @type {Snapshot} */
    const snapshot = JSON.parse(event.data);
    if (snapshot.acts >= latest) show(snapshot);
  };
  source.onopen = () => tellLive(true);
  source.onerror = () => tellLive(false);
  return () => source.close();
}

/**
 * Does something for a person. Throws an `Error` with words for the reader when it was not possible.
 * @param {Act} act
 * @param {AbortSignal} [signal]
 * @returns {Promise<ActAnswer>}
 */
export async function act(act, signal) {
  const response = await fetch('/api/acts', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
    ...(signal === undefined ? {} : { signal }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `the demo answers ${response.status}`);
  latest = Math.max(latest, answer.acts);
  return answer;
}

/** Acts that must keep their order: what is typed before what is submitted. */
export function createQueue() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return {
    /**
     * @template T
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    add(work) {
      const next = last.then(work, work);
      last = next.catch(() => undefined);
      return next;
    },
  };
}
