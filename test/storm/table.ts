import { moments } from './kills.ts';
import type { Violation } from './replay.ts';
import type { StormResult } from './storm.ts';

/** The result as lines of "what: figure". */
export function tableOf(result: StormResult): string {
  const { settings, ends, violations } = result;
  const count = (...kinds: readonly Violation['what'][]) =>
    violations.filter((one) => kinds.includes(one.what)).length;
  const kills = moments.map((moment) => {
    const number = result.kills.filter((kill) => kill.moment === moment).length;
    return `${moment} ${number}`;
  });
  const faults = [...result.faults].sort(([one], [other]) => (one < other ? -1 : 1));
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', settings.seed],
    ['store', settings.store],
    ['node', settings.node === 'here' ? process.version : settings.node],
    ['replicas', settings.replicas],
    ['acknowledged', result.acknowledged],
    ['in the ledger', result.accepted],
    ['kills', `${result.kills.length} (${kills.join(', ')})`],
    ['kills of the database', result.databaseKills],
    ['requests that met a fault', faults.map(([name, number]) => `${name} ${number}`).join(', ')],
    ['done', ends.done],
    ['done in part', ends.partly],
    ['nothing to do', ends.nothing],
    ['told as refused', ends.refused],
    ['told as failed', ends.failed],
    ['needs attention', ends.unclear],
    ['refused at the form', result.refusedAtForm],
    ['people gave up before it was taken', result.gaveUp],
    ['LOST', count('lost')],
    ['DOUBLED', count('doubled')],
    ['not asked for', count('not asked')],
    ['told untruthfully', count('untruthful')],
    ['groups wrong (there, name, head)', count('existence', 'name', 'head')],
    ['members wrong', count('members')],
    ['announcements missing', count('not announced')],
    [
      'doubled announcements',
      `${result.doubledAnnouncements} (${count('announced twice')} without a kill or lost answer)`,
    ],
    ['other breaches of Slack’s or DocSpace’s rules', count('breach')],
    ['answers too late for Slack (a full machine)', result.late],
    ['bots that ended by themselves', result.crashes.length],
    ['take-overs', `${result.takeOvers.count}, the longest after ${seconds(result.takeOvers.longestMs)}`],
    [
      'requests to DocSpace',
      `${result.requests}, ${perOperation(result)} an operation, at most ${result.mostRequestsASecond} a second`,
    ],
    ['time', `${seconds(result.stormMs)}, and ${seconds(result.quietMs)} until all was quiet`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, figure]) => `${name.padEnd(width)}  ${figure}`).join('\n');
}

/** Requests to DocSpace for each operation in the ledger, forms and type-ahead included. */
export function perOperation(result: Pick<StormResult, 'requests' | 'accepted'>): string {
  return (result.requests / Math.max(1, result.accepted)).toFixed(1);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
