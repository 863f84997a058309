import type { ServerResponse } from 'node:http';
import { type Scene, type Snapshot, takeSnapshot } from './snapshot.ts';

/** Sends every open page what it shows, as server-sent events: one snapshot now, one after each change. */
export interface Live {
  add(response: ServerResponse, personId: string): void;
  /** Counts an act that is done. A page takes no snapshot from before its own last act: that would undo it on screen. */
  acted(): number;
  stop(): void;
}

/** Changes come in bursts. */
const gatherMs = 20;
/** DocSpace's stand-in does not tell of changes, so pages look again by themselves. */
const lookEveryMs = 1_000;

interface Viewer {
  readonly response: ServerResponse;
  readonly personId: string;
  last: string;
}

/** No page is open at first. */
export function createLive(scene: Scene): Live {
  const viewers = new Set<Viewer>();
  let acts = 0;
  let gathering: NodeJS.Timeout | undefined;
  const refresh = () => {
    gathering = undefined;
    for (const viewer of viewers) send(viewer, takeSnapshot(scene, viewer.personId, acts));
  };
  const changed = () => {
    gathering ??= setTimeout(refresh, gatherMs);
  };
  const ends = [scene.slack.onChange(changed), scene.chatter.onChange(changed)];
  const look = setInterval(refresh, lookEveryMs);
  look.unref();

  return {
    add: (response, personId) => {
      const viewer: Viewer = { response, personId, last: '' };
      const snapshot = takeSnapshot(scene, personId, acts);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 1000\n\n');
      send(viewer, snapshot);
      viewers.add(viewer);
      response.once('close', () => viewers.delete(viewer));
    },
    acted: () => {
      acts += 1;
      changed();
      return acts;
    },
    stop: () => {
      clearTimeout(gathering);
      clearInterval(look);
      for (const end of ends) end();
      for (const { response } of viewers) response.end();
    },
  };
}

function send(viewer: Viewer, snapshot: Snapshot): void {
  const text = JSON.stringify(snapshot);
  if (text === viewer.last) return;
  viewer.last = text;
  viewer.response.write(`data: ${text}\n\n`);
}
