import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

interface ProcessRow {
  pid: number;
  parent: number;
  residentBytes: number;
}

const PAGE_BYTES = 4096;

function listProcesses(): ProcessRow[] {
  if (process.platform !== 'linux') {
    return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, residentBytes: kilobytes * 1024 }));
  }
  const rows: ProcessRow[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // "pid (name) state ppid ...": the name may hold spaces and brackets, so count from its last bracket.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      const residentPages = Number(readFileSync(`/proc/${name}/statm`, 'utf8').split(' ')[1]);
      rows.push({ pid: Number(name), parent, residentBytes: residentPages * PAGE_BYTES });
    } catch {
      // The process ended between the two looks.
    }
  }
  return rows;
}

/** All that a process has started, and what that has started. */
function descendants(root: number): ProcessRow[] {
  const rows = listProcesses();
  const family = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const row of rows) {
      if (family.has(row.parent) && !family.has(row.pid)) {
        family.add(row.pid);
        grown = true;
      }
    }
  }
  return rows.filter((row) => row.pid !== root && family.has(row.pid));
}

/** Resident bytes of all that this process has started, the browser's whole tree. Shared pages count in each process that maps them. */
export function descendantsResidentBytes(root: number = process.pid): number {
  return descendants(root).reduce((sum, row) => sum + row.residentBytes, 0);
}

/**
 * Bytes that all that this process has started holds for itself: a page of memory that N processes share counts 1/N in each
 * (PSS; Linux alone knows it, elsewhere the resident bytes stand in).
 */
export function descendantsProportionalBytes(root: number = process.pid): number {
  if (process.platform !== 'linux') return descendantsResidentBytes(root);
  return descendants(root).reduce((sum, { pid }) => {
    try {
      const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
      return sum + 1024 * Number(kilobytes ?? 0);
    } catch {
      return sum; // It ended between the two looks.
    }
  }, 0);
}

/** Samples {@link descendantsResidentBytes} at 10 Hz until `stop`, which gives the peak. */
export function watchPeakMemory(): { stop(): number } {
  let peak = 0;
  const sample = () => (peak = Math.max(peak, descendantsResidentBytes()));
  const timer = setInterval(sample, 100);
  return {
    stop() {
      sample();
      clearInterval(timer);
      return peak;
    },
  };
}
