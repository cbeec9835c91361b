// The check inside an <iframe>, for portals whose own pages may not run WebAssembly. The page around it sends the files and
// the ticket; what comes back is the height and the report. Only pages that the server lets frame this one can be around it.
//
//   page → frame   { portcheck: 'check', files: File[], ticket?: Ticket }
//   frame → page   { portcheck: 'ready' } | { portcheck: 'height', px } | { portcheck: 'checking' } | { portcheck: 'report', report }
import { PortCheckElement } from '../src/port-check';
import type { Report } from '../src/report';
import type { Ticket } from '../src/request';

type FromFrame =
  | { portcheck: 'ready' }
  | { portcheck: 'height'; px: number }
  | { portcheck: 'checking' }
  | { portcheck: 'report'; report: Report | undefined }; // undefined: the check failed

PortCheckElement.define();
const check = document.querySelector<PortCheckElement>('port-check')!;

// Nothing of the customer's is said before the page around has shown who it is.
let around = '*';
function say(message: FromFrame): void {
  parent.postMessage(message, around);
}

async function settle(): Promise<void> {
  if ((await check.settled()) === undefined) say({ portcheck: 'report', report: undefined });
}

addEventListener('message', ({ source, origin, data }: MessageEvent<{ portcheck?: unknown; files?: unknown; ticket?: Ticket }>) => {
  if (source !== parent || data?.portcheck !== 'check' || !Array.isArray(data.files)) return;
  around = origin;
  check.files = data.files.filter((file) => file instanceof File);
  check.ticket = data.ticket;
  say({ portcheck: 'checking' });
  void settle();
});
check.addEventListener('port-check', ({ report }) => {
  if (around !== '*') say({ portcheck: 'report', report });
});
new ResizeObserver(() => say({ portcheck: 'height', px: Math.ceil(document.documentElement.getBoundingClientRect().height) })).observe(document.body);
say({ portcheck: 'ready' });
