// The check for browsers that cannot run the engine: POST /api/v1/check, multipart/form-data with one part `request`
// (portcheck.request/1) and one part `files` for each of its files, in its order. The answer is the report, or
// {"error":{"where":…,"reason":…}} with a 4xx status. Nothing is stored by the server.
import { CheckFailed, type CheckFile } from './checker';
import type { Report } from './report';
import type { CheckRequest, RequestWithFiles } from './request';

export async function checkOnServer(
  url: string,
  request: CheckRequest,
  files: CheckFile[],
  signal?: AbortSignal,
): Promise<Report> {
  const body = new FormData();
  // The names stand in the request too: a multipart header cannot carry every name unchanged.
  const whole: RequestWithFiles = { ...request, files: files.map(({ name }) => ({ name })) };
  body.append('request', JSON.stringify(whole));
  for (const { name, blob } of files) body.append('files', blob, name);
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', body, ...(signal && { signal }), credentials: 'same-origin' });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new CheckFailed({ kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) });
  }
  if (response.ok) return (await response.json()) as Report;
  const answer = (await response.json().catch(() => undefined)) as
    | { error?: { where?: string; reason?: string } }
    | undefined;
  const reason = answer?.error?.reason ?? `the server answered ${response.status}`;
  throw new CheckFailed(
    response.status === 400
      ? { kind: 'bad-request', where: answer?.error?.where ?? '', reason }
      : { kind: 'unavailable', reason },
  );
}
