// What `new Worker` is given: a script of the page's own origin, and a trusted one where the page asks for that
// (require-trusted-types-for 'script'; the policy's name is "portcheck").
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown };
}

const starters = new Map<string, string>(); // by the script they load
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
let wanted = ''; // the one address the policy lets through

export function workerScript(url: string): string {
  const script = ownOrigin(url);
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return script;
  try {
    policy ??= types.createPolicy('portcheck', { createScriptURL: (given) => (given === wanted ? given : '') });
  } catch {
    return script; // the page has not listed the policy: it decides what happens
  }
  wanted = script;
  return policy.createScriptURL(script) as string;
}

// A page may start only workers of its own origin; one from a portal's file host is started by a line of the page's own.
function ownOrigin(url: string): string {
  if (!/^https?:/.test(url) || new URL(url).origin === location.origin) return url;
  let starter = starters.get(url);
  if (!starter) {
    starter = URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(url)})`], { type: 'text/javascript' }));
    starters.set(url, starter);
  }
  return starter;
}
