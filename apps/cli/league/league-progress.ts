import { TimeLeft } from '#matches/runs/time-left.js';
import { Progress, type ProgressStream } from '../terminal/progress.js';

/** Progress of a run with the time that is left, once that can be told. `now` in seconds; `players`: matches at once. */
export function leagueProgress(
  stream: ProgressStream,
  now: () => number,
  players: number,
): { match: (done: number, total: number) => void; done: () => void } {
  const progress = new Progress(stream);
  const time = new TimeLeft(players);
  return {
    match: (done, total) => {
      time.jobOver(now());
      const left = time.of(total - done);
      progress.step(
        done / total,
        `match ${done} of ${total}${left === null || done === total ? '' : `, ${duration(left)} left`}`,
      );
    },
    done: () => progress.done(),
  };
}

/** `3 min 20 s` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
