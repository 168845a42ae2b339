/**
 * Reports of test tools, in a neutral shape (docs/bench.md shows it). They fill in answers that a person confirms; by themselves they decide
 * nothing. Field names of common tools are understood beside our own.
 */
import { type Device, imeisOf, normaliseSerial } from './identity.ts';
import { type Answers, type Question, signOf } from './checklist.ts';

export type TestResult = 'pass' | 'fail' | 'not_tested';

export type NeutralReport = {
  /** Who says so: the tool's name, and its station where it names one. */
  readonly tool: string;
  /** ISO instant, where the report has one that can be read. */
  readonly testedAt?: string;
  readonly device: Device;
  readonly model?: string;
  readonly battery?: { readonly health?: number; readonly cycles?: number };
  readonly lock?: 'none' | 'account' | 'code';
  readonly wipe?: string;
  /** By the tool's own name for the test. */
  readonly tests: readonly { readonly name: string; readonly result: TestResult }[];
};

export type ReadReport =
  | { readonly ok: true; readonly report: NeutralReport }
  | { readonly ok: false; readonly because: 'no_device' | 'nothing_in_it' };

type Fields = Readonly<Record<string, unknown>>;

/** `Battery Health %`, `batteryHealth` and `battery_health` are one name. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9:]/g, '');
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nested fields become `battery.health`; lists stay. */
function flat(fields: Fields, under = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, value] of Object.entries(fields)) {
    if (isObject(value)) for (const [inner, one] of flat(value, plain(under + name))) found.set(inner, one);
    else if (value !== null && value !== undefined && value !== '') found.set(plain(under + name), value);
  }
  return found;
}

/** One device's record: a JSON object, or a row of a CSV by its headings. */
export function readReport(record: Fields): ReadReport {
  const fields = flat(record);
  const text = (...names: string[]): string | undefined => {
    const value = names.map((name) => fields.get(name)).find((one) => typeof one === 'string' || typeof one === 'number');
    return value === undefined ? undefined : String(value).trim() || undefined;
  };
  const figure = (...names: string[]): number | undefined => {
    const value = Number((text(...names) ?? 'x').replace('%', '').replace(',', '.'));
    return Number.isFinite(value) ? value : undefined;
  };
  const imei = text('imei', 'deviceimei', 'imei1');
  const imei2 = text('imei2', 'deviceimei2');
  const serial = text('serial', 'deviceserial', 'serialnumber', 'serialno');
  const device: Device = { ...(imei && { imei }), ...(imei2 && { imei2 }), ...(serial && { serial }) };
  if (imeisOf(device).length === 0 && normaliseSerial(device.serial) === null) return { ok: false, because: 'no_device' };

  const at = text('testedat', 'endtime', 'testdate', 'date');
  const testedAt = at !== undefined && !Number.isNaN(Date.parse(at)) ? new Date(at).toISOString() : undefined;
  const health = figure('batteryhealth', 'batteryhealthpercentage', 'batteryhealthpercent', 'batterymaximumcapacity');
  const cycles = figure('batterycycles', 'batterycycle', 'batterycyclecount');
  const lock = lockOf(text('lock', 'activationlock', 'fmistatus', 'fmi', 'icloudlock'));
  const wipe = text('wipe', 'wiperecord', 'wiperecordnumber', 'erasureid', 'erasurereport', 'erasurecertificate');
  const model = text('model', 'devicemodel');
  const station = text('station', 'stationid');
  const tests = testsOf(record, fields);
  const report: NeutralReport = {
    tool: [text('tool', 'testplanname', 'source') ?? '?', station].filter(Boolean).join(' · '),
    device,
    tests,
    ...(testedAt && { testedAt }),
    ...(model && { model }),
    ...((health !== undefined || cycles !== undefined) && {
      battery: { ...(health !== undefined && { health }), ...(cycles !== undefined && { cycles }) },
    }),
    ...(lock && { lock }),
    ...(wipe && { wipe }),
  };
  const silent = tests.length === 0 && health === undefined && !lock && !wipe;
  return silent ? { ok: false, because: 'nothing_in_it' } : { ok: true, report };
}

/** Off, no, clean: free. On, yes, locked: an account. Anything else says nothing. */
function lockOf(text: string | undefined): NeutralReport['lock'] {
  const said = text?.toLowerCase();
  if (said === undefined) return undefined;
  if (/^(none|off|no|false|unlocked|clean)$/.test(said)) return 'none';
  if (/^(code|passcode|pin)$/.test(said)) return 'code';
  return /^(account|on|yes|true|locked)$/.test(said) ? 'account' : undefined;
}

function resultOf(value: unknown): TestResult {
  const said = String(value).toLowerCase().trim();
  if (/^(pass|passed|ok|yes|true|good|1)$/.test(said)) return 'pass';
  return /^(fail|failed|no|false|bad|0)$/.test(said) ? 'fail' : 'not_tested';
}

/** Our list `tests`, columns `test:…`, or the lists of names that tools write: `Passed`, `Failed`, `Pending`. The worst word about a test counts. */
function testsOf(record: Fields, fields: ReadonlyMap<string, unknown>): readonly { name: string; result: TestResult }[] {
  const found = new Map<string, TestResult>();
  const say = (name: string, result: TestResult) => {
    const order: readonly TestResult[] = ['pass', 'not_tested', 'fail'];
    const before = found.get(name);
    if (name !== '' && (before === undefined || order.indexOf(result) > order.indexOf(before))) found.set(name, result);
  };
  const own = record['tests'];
  if (Array.isArray(own)) for (const one of own) if (isObject(one)) say(String(one['name'] ?? '').trim(), resultOf(one['result']));
  if (isObject(own)) for (const [name, result] of Object.entries(own)) say(name.trim(), resultOf(result));
  for (const [name, value] of Object.entries(record)) if (/^test:/i.test(name) && value !== '') say(name.slice(5).trim(), resultOf(value));
  for (const [list, result] of [
    ['passed', 'pass'],
    ['pending', 'not_tested'],
    ['failed', 'fail'],
  ] as const) {
    const names = fields.get(list);
    if (typeof names === 'string') for (const name of names.split(/[,;]/)) say(name.trim(), result);
  }
  return [...found].map(([name, result]) => ({ name, result }));
}

/** Which test speaks to which question, by words in its name. */
const SPEAKS_TO: readonly (readonly [key: string, words: RegExp])[] = [
  ['screen', /screen|display|lcd|oled|touch|digiti[sz]er|multi.?touch|pixel|true ?tone|brightness/i],
  ['audio', /audio|speaker|micro?phone|\bmic\b|earpiece|loud|sound/i],
  ['camera', /camera|flash|torch|face ?id/i],
  ['wireless', /wi-?fi|bluetooth|nfc|wlan/i],
  ['network', /network|cellular|\bsim\b|call|gps/i],
  ['buttons', /button|volume|power key|home|mute|vibrat|touch ?id|fingerprint/i],
  ['keyboard', /keyboard|trackpad|touchpad/i],
  ['charges', /charg|usb port|lightning|dock/i],
  ['stays_cool', /heat|temperature|thermal/i],
  ['system', /boot|system|software|crash|storage|memory|ram\b|smart\b/i],
];

/**
 * The answers that a report suggests to these questions. Several tests speak to one question: all must pass, one failed is enough. `powers_on`
 * follows from a device that could be tested at all.
 */
export function answersFrom(report: NeutralReport, questions: readonly Question[]): Answers {
  const suggested: Record<string, string | number> = {};
  const put = (key: string, value: string | number) => {
    const question = questions.find((one) => one.key === key);
    if (question && signOf(question, { [key]: value }) !== null) suggested[key] = value;
  };
  for (const [key, words] of SPEAKS_TO) {
    const results = report.tests.filter(({ name }) => speaksTo(name) === key && words.test(name)).map(({ result }) => result);
    if (results.length === 0) continue;
    put(key, results.includes('fail') ? 'no' : results.includes('not_tested') ? 'not_tested' : 'yes');
  }
  if (report.battery?.health !== undefined) put('battery_health', report.battery.health);
  if (report.lock) put('lock', report.lock);
  if (report.wipe) {
    put('wiped', 'yes');
    put('wipe_record', report.wipe);
  }
  if (report.tests.some(({ result }) => result !== 'not_tested')) put('powers_on', 'yes');
  return suggested;
}

/** A test speaks to the first question whose words fit: "Touch ID" is a button, "Home button" no home screen. */
const FIRST = ['keyboard', 'buttons', 'camera', 'screen', 'audio', 'wireless', 'charges', 'network', 'stays_cool', 'system'];
const speaksTo = (name: string): string | undefined => FIRST.find((key) => SPEAKS_TO.find(([one]) => one === key)![1].test(name));
