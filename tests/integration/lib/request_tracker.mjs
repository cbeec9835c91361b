// A real Request Tracker 5, Debian's own, on a free port of 127.0.0.1 with a folder, a SQLite database and caches of its
// own; the packaged instance is not touched. It sends no mail and ends with the test. About three seconds.
//
//   const rt = await RequestTracker.start(t, { config: "Set($Timezone, 'UTC');", overlay: 'deploy/desk/request-tracker' });
//   await rt.rest('POST', '/ticket', { Queue: rt.queue, Subject: 'Port', … });          // as root, the administrator
//   await rt.rest('GET', '/ticket/1', undefined, rt.customer);                          // as the self-service customer
//   await fetch(`${rt.api}/ticket/1`, { headers: { Authorization: `token ${rt.token}` } });   // as the bot
//   await rt.perl("my $queue = RT::Queue->new(RT->SystemUser); …; print 'done'");       // what REST2 cannot do: scrips, rights
//
// There are: the queue Support; the users customer (self-service) and porting-bot (staff, with a token and the rights that
// an integration needs); the custom fields Case Reason, Sub-Category and Porting Validation, ids in rt.fields.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './server.mjs';

const packaged = '/usr/share/request-tracker5';
const startBound = 30_000;

export const fieldValues = {
  'Case Reason': ['Number Management', 'Billing'],
  'Sub-Category': ['Porting Numbers', 'Buy Numbers'],
  'Porting Validation': ['passed', 'failed', 'needs-info'],
};

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const configuration = ({ folder, port, more }) => `
Set($rtname, 'rt.localhost'); Set($Organization, 'example.test');
Set($WebDomain, '127.0.0.1'); Set($WebPort, ${port}); Set($WebPath, '');
Set($WebBaseURL, 'http://127.0.0.1:${port}'); Set($WebURL, 'http://127.0.0.1:${port}/');
Set($DatabaseType, 'SQLite'); Set($DatabaseName, '${folder}/rt.sqlite');
Set($DatabaseHost, ''); Set($DatabaseUser, ''); Set($DatabasePassword, '');
Set($LogToSyslog, undef); Set($LogToSTDERR, 'warning'); Set($LogToFile, undef);
Set($MailCommand, 'testfile'); # no mail leaves
Set($HTMLFormatter, 'core'); Set($MaxAttachmentSize, 25 * 1024 * 1024);
$RT::MasonDataDir = '${folder}/mason'; $RT::MasonSessionDir = '${folder}/session'; $RT::VarPath = '${folder}/var';
$RT::LocalPath = '${folder}/local'; $RT::LocalStaticPath = '${folder}/local/static'; $RT::MasonLocalComponentRoot = '${folder}/local/html';
${more}
1;
`;

// Prints one line of JSON: the ids and the token.
const furnish = (passwords) => `
use JSON ();
my $system = RT->SystemUser;
my $queue = RT::Queue->new($system);
$queue->Create(Name => 'Support', Description => 'Number management') or die 'no queue';
my %values = %{ JSON::decode_json(q{${JSON.stringify(fieldValues)}}) };
my %fields;
for my $name (sort keys %values) {
  my $field = RT::CustomField->new($system);
  my ($id, $why) = $field->Create(Name => $name, Type => 'SelectSingle', LookupType => 'RT::Queue-RT::Ticket');
  die $why unless $id;
  $field->AddValue(Name => $_) for @{ $values{$name} };
  $field->AddToObject($queue);
  $fields{$name} = 0 + $field->id;
}
my $customer = RT::User->new($system);
$customer->Create(Name => 'customer', EmailAddress => 'customer@example.test', Password => '${passwords.customer}', Privileged => 0);
my $bot = RT::User->new($system);
$bot->Create(Name => 'porting-bot', EmailAddress => 'porting-bot@example.test', Password => '${passwords.bot}', Privileged => 1);
$bot->PrincipalObj->GrantRight(Right => $_, Object => $queue)
  for qw(SeeQueue ShowTicket ShowTicketComments CommentOnTicket ReplyToTicket ModifyTicket SeeCustomField ModifyCustomField);
my $everyone = RT::Group->new($system);
$everyone->LoadSystemInternalGroup('Everyone');
$everyone->PrincipalObj->GrantRight(Right => $_, Object => $queue)
  for qw(SeeQueue CreateTicket ReplyToTicket SeeCustomField SetInitialCustomField);
my $requestor = RT::Group->new($system);
$requestor->LoadRoleGroup(Object => RT->System, Name => 'Requestor');
$requestor->PrincipalObj->GrantRight(Right => 'ShowTicket', Object => $queue);
my ($token, $why, $text) = RT::AuthToken->new($system)->Create(Owner => $bot->id, Description => 'porting');
die $why unless $token;
print JSON::encode_json({ queue => 0 + $queue->id, fields => \\%fields, token => $text });
`;

export class RequestTracker {
  root = { name: 'root', password: 'integration-root' };
  customer = { name: 'customer', password: 'integration-customer' };
  queue = 'Support';
  #stop = async () => {};

  // `config`: Perl for the site's configuration. `overlay`: a folder that is laid over RT's, with html/ and static/.
  static async start(t, { config = '', overlay } = {}) {
    if (!existsSync(packaged)) throw new Error('Request Tracker is missing: deploy/install-packages.sh test');
    const rt = new RequestTracker();
    rt.folder = await mkdtemp(path.join(tmpdir(), 'portcheck-rt-'));
    t.after(() => rt.#end());
    const port = await freePort();
    rt.url = `http://127.0.0.1:${port}`;
    rt.api = `${rt.url}/REST/2.0`;
    for (const name of ['conf.d', 'mason', 'session', 'var', 'local/html', 'local/static']) {
      await mkdir(path.join(rt.folder, name), { recursive: true });
    }
    if (overlay) await cp(overlay, path.join(rt.folder, 'local'), { recursive: true });
    const site = path.join(rt.folder, 'RT_SiteConfig.pm');
    await writeFile(site, configuration({ folder: rt.folder, port, more: config }));
    const secret = path.join(rt.folder, 'password');
    await writeFile(secret, rt.root.password, { mode: 0o600 });
    rt.environment = { PATH: process.env.PATH, HOME: rt.folder, LANG: 'C.UTF-8', RT_SITE_CONFIG: site, RT_SITE_CONFIG_DIR: path.join(rt.folder, 'conf.d') };
    await rt.#run('rt-setup-database-5', ['--action', 'init', '--skip-create', '--root-password-file', secret]);
    Object.assign(rt, { queueId: 0, fields: {}, token: '' });
    const made = JSON.parse(await rt.perl(furnish({ customer: rt.customer.password, bot: 'integration-bot' })));
    rt.queueId = made.queue;
    rt.fields = made.fields;
    rt.token = made.token;
    await rt.#serve(port);
    return rt;
  }

  async #serve(port) {
    const file = await open(path.join(this.folder, 'server.log'), 'a');
    const args = ['--host', '127.0.0.1', '--port', String(port), '--server', 'Starlet', '--max-workers', '2'];
    const server = spawn(`${packaged}/libexec/rt-server`, args, { stdio: ['ignore', file.fd, file.fd], env: this.environment });
    const exited = new Promise((resolve) => server.on('exit', resolve));
    this.#stop = () => (server.kill('SIGTERM'), exited);
    await file.close();
    await eventually(
      async () => {
        if (server.exitCode !== null) throw new Error(`rt-server ended: ${(await this.log()).slice(-2000)}`);
        const answer = await fetch(`${this.api}/rt`).catch(() => undefined);
        return answer?.status === 401;
      },
      'Request Tracker answers',
      startBound,
    );
  }

  async #end() {
    await this.#stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  // What the server wrote: warnings and errors of callbacks and scrips are here.
  log() {
    return readFile(path.join(this.folder, 'server.log'), 'utf8');
  }

  #run(command, args, input = '') {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { env: this.environment, stdio: ['pipe', 'pipe', 'pipe'] });
      let out = '';
      let complaints = '';
      child.stdout.on('data', (text) => (out += text));
      child.stderr.on('data', (text) => (complaints += text));
      const timer = setTimeout(() => child.kill('SIGKILL'), startBound);
      child.on('error', reject);
      child.on('exit', (code) => {
        clearTimeout(timer);
        if (code === 0) resolve(out);
        else reject(new Error(`${command} ended with ${code}: ${complaints || out}`));
      });
      child.stdin.end(input);
    });
  }

  // Runs Perl inside this instance, RT loaded; what it prints is the answer.
  perl(code) {
    return this.#run('perl', ['-'], `use strict; use warnings; use lib qw(${packaged}/lib); use RT -init;\n${code}\n`);
  }

  async rest(method, target, body, { name, password } = this.root) {
    const response = await fetch(this.api + target, {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }
}
