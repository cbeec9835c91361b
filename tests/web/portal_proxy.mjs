// Stands before the real portcheckd so that a journey can change what a browser gets, in every engine alike: a script ahead
// of the page's own, another answer for a path, more rules for the page, or no network at all.
import { createServer, request as httpRequest } from 'node:http';

// Collects what the page complains about; a driver tells only some of it, and WebKitGTK's nothing.
const collector = `window.complaints = [];
addEventListener('error', (event) => complaints.push('error: ' + event.message));
addEventListener('unhandledrejection', (event) => complaints.push('rejection: ' + event.reason));
document.addEventListener('securitypolicyviolation', (event) => complaints.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
`;

export async function openProxy(target) {
  const proxy = { script: '', policy: '', answers: {}, asked: [], reset: () => Object.assign(proxy, { script: '', policy: '', answers: {}, asked: [] }) };
  const { hostname, port } = new URL(target);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    proxy.asked.push(pathname);
    const given = pathname === '/ahead.js' ? collector + proxy.script : proxy.answers[pathname]?.();
    if (given !== undefined) {
      response.setHeader('Content-Type', 'text/javascript');
      response.setHeader('Cache-Control', 'no-store');
      return response.end(given);
    }
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    delete headers['if-none-match'];
    const onward = httpRequest({ hostname, port, method: request.method, path: request.url, headers }, (answer) => {
      const html = pathname === '/portal' && answer.headers['content-type']?.startsWith('text/html');
      const out = { ...answer.headers, 'cache-control': 'no-store' };
      if (html && proxy.policy) out['content-security-policy'] += `; ${proxy.policy}`;
      if (!html) {
        response.writeHead(answer.statusCode, out);
        return answer.pipe(response);
      }
      delete out['content-length'];
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (more) => (text += more));
      answer.on('end', () => response.writeHead(answer.statusCode, out).end(text.replace('<head>', '<head><script src="/ahead.js"></script>')));
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  const listen = (at) => new Promise((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const at = server.address().port;
  const close = () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  return Object.assign(proxy, { url: `http://127.0.0.1:${at}`, cut: close, mend: () => listen(at), close: () => (server.listening ? close() : undefined) });
}
