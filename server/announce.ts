import type { Prepared } from './prepare.ts';

/** What start-up prints for people: the demo's accounts, a new desk's first password, and that it is ready. */
export function announce({ prepared, url }: { prepared: Prepared; url: string }): void {
  const lines: string[] = [];
  if (prepared.demo) {
    lines.push('This is a demo: its mentions are authored and played by a simulator. Sign in as');
    for (const { username, password, title } of prepared.accounts)
      lines.push(`  ${username.padEnd(16)} ${password.padEnd(14)} ${title.en}`);
  }
  if (prepared.firstAdministrator) {
    const { username, oneTimePassword } = prepared.firstAdministrator;
    lines.push(
      `The first administrator signs in once as "${username}" with ${oneTimePassword} and then chooses a password. It is not shown again.`,
    );
  }
  lines.push(`Pukaar is ready at ${url}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
