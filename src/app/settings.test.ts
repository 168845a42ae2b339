import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError, VARIABLES } from './settings.ts';

describe('settings', () => {
  test('nothing set: loopback, embedded database, the demo', () => {
    expect(readSettings({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:4000',
      dataDir: path.resolve('.data'),
      filesDir: path.resolve('.data/files'),
      databaseUrl: undefined,
      demo: true,
      pollSeconds: 5,
    });
  });

  test('a database of one’s own means no demo, unless it is asked for', () => {
    const DATABASE_URL = 'postgres://retour:pw@db/retour';
    expect(readSettings({ DATABASE_URL })).toMatchObject({ demo: false, databaseUrl: DATABASE_URL, pollSeconds: 60 });
    expect(readSettings({ DATABASE_URL, RETOUR_DEMO: '1' }).demo).toBe(true);
    expect(readSettings({ RETOUR_DEMO: '0' }).demo).toBe(false);
  });

  test('an empty variable is one that is not set, as compose files pass them', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 4000, demo: true });
  });

  test('every wrong one is named, with what to give', () => {
    const read = () => readSettings({ PORT: '80 80', POOL_SIZE: '1', RETOUR_DEMO: 'yes', DATABASE_URL: 'mysql://x' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow('PORT is "80 80": give a whole number from 1 to 65535 (default: 4000).');
    expect(read).toThrow('POOL_SIZE is "1": give a whole number from 2 to 500');
    expect(read).toThrow('RETOUR_DEMO is "yes": give 0 or 1');
    expect(read).toThrow('DATABASE_URL: give postgres://user:password@host/database');
  });

  test('a secret is never repeated', () => {
    expect(() => readSettings({ RETOUR_SECRET: 'hunter2', RETOUR_DEMO_API_KEY: 'short' })).not.toThrow(/hunter2|short/);
  });

  test('mails that leave the house need a sender', () => {
    expect(() => readSettings({ SMTP_URL: 'smtp://mail.example:25' })).toThrow(/MAIL_FROM is not set/);
    expect(readSettings({ SMTP_URL: 'smtp://mail.example:25', MAIL_FROM: 'Phénix <r@phenix.example>' }).mailFrom).toBe(
      'Phénix <r@phenix.example>',
    );
  });

  test('the public address has no slash at its end, and an IPv6 host gets its brackets', () => {
    expect(readSettings({ RETOUR_PUBLIC_URL: 'https://returns.phenix.example/' }).publicUrl).toBe('https://returns.phenix.example');
    expect(readSettings({ HOST: '::1' }).publicUrl).toBe('http://[::1]:4000');
    expect(readSettings({ HOST: '0.0.0.0', PORT: '80' }).publicUrl).toBe('http://localhost:80');
  });

  test('docs/operations.md shows all of them, as they are', () => {
    const page = fs.readFileSync(path.resolve(import.meta.dirname, '../../docs/operations.md'), 'utf8');
    const shown = page.match(/<!-- settings:.*-->\n([\s\S]*)<!-- \/settings -->/)?.[1];
    const rows = Object.entries(VARIABLES).map(([name, { doc, or, expects }]) => `| \`${name}\` | ${doc} | ${or} | ${expects} |`);
    expect(shown).toBe(['', '| variable | meaning | default | value |', '|---|---|---|---|', ...rows, '', ''].join('\n'));
  });
});
