import iconv from 'iconv-lite'

/** A file that has known faults: its bytes, what must be said of each fault, and the customers that must come out of it. */
export type HostileFile = { bytes: Buffer; told: string[]; customers: Customer[] }
type Customer = { id: string; name: string; employees: number }
/** How a row is written with a fault in it, and what must be said: the column as its header stands there, or none. */
type Fault = { cells: (given: Customer) => string[]; column: string; rule: string }

const [id, name, employees] = ['顧客ID', '顧客名', '従業員数'] as const
const faults: Fault[] = [
  { cells: (row) => ['', row.name, `${row.employees}`], column: id, rule: 'required' },
  { cells: (row) => [row.id, '', `${row.employees}`], column: name, rule: 'required' },
  { cells: (row) => [row.id, '　 ', `${row.employees}`], column: name, rule: 'required' },
  { cells: (row) => [row.id, row.name, '十人くらい'], column: employees, rule: 'not_a_number' },
  { cells: (row) => [row.id, row.name, '0x10'], column: employees, rule: 'not_a_number' },
  { cells: (row) => [row.id, row.name, '=1+1'], column: employees, rule: 'not_a_number' },
  { cells: (row) => [row.id, row.name, '1,5'], column: employees, rule: 'not_a_number' },
  { cells: (row) => [row.id, row.name, '1.5'], column: employees, rule: 'not_whole' },
  { cells: (row) => [row.id, row.name, '▲3'], column: employees, rule: 'below_minimum' },
  { cells: (row) => [row.id, row.name, '-1'], column: employees, rule: 'below_minimum' },
  { cells: (row) => [row.id, row.name], column: '', rule: 'too_few_cells' },
  { cells: (row) => [row.id, row.name, `${row.employees}`, '余り'], column: '', rule: 'too_many_cells' },
  { cells: (row) => [row.id, `"${row.name}"続き`, `${row.employees}`], column: name, rule: 'text_after_quote' },
  { cells: (row) => [row.id, `${row.name}\u0001`, `${row.employees}`], column: name, rule: 'control_character' },
  { cells: (row) => [row.id, 'x'.repeat(300_000), `${row.employees}`], column: name, rule: 'too_long' },
]

const encodings = ['utf8', 'cp932', 'eucjp', 'utf16le'] as const
const names = [
  '株式会社青空',
  '髙橋商事',
  '能登ソフト',
  '①番印刷',
  '表示 "改" 社',
  'ﾊﾝｶｸ工業',
  '予算, 計画',
  '北～南運輸',
]

/** How many files there are to be drawn before every fault has stood in every encoding, separator and line end. */
export const hostileFiles = 320

/** The n-th file: rows of which some have a fault, in an encoding, with a separator and line ends; the same each time. */
export function hostileFile(n: number): HostileFile {
  const encoding = encodings[n % encodings.length]!
  const separator = [',', '\t', ';'][Math.floor(n / 4) % 3]!
  const end = ['\r\n', '\n', '\r'][Math.floor(n / 12) % 3]!
  const rows = 8 + ((n * 7) % 23)
  const faulty = new Map([
    [n % rows, faults[n % faults.length]!],
    [(n * 5 + 3) % rows, faults[Math.floor(n / 3) % faults.length]!],
  ])
  const told: string[] = []
  const customers: Customer[] = []
  const lines = Array.from({ length: rows }, (_, at) => {
    const customer = { id: `C${at}`, name: nameFor(n + at, encoding), employees: (n * 13 + at) % 5000 }
    const fault = faulty.get(at)
    if (!fault) customers.push(customer)
    else told.push(`${at + 2} ${fault.column} ${fault.rule}`)
    const cells = fault ? fault.cells(customer) : [customer.id, customer.name, `${customer.employees}`]
    // What breaks the quoting on purpose is written as it stands.
    const broken = fault?.rule === 'text_after_quote'
    return cells.map((cell, i) => (broken && i === 1 ? cell : quoted(cell, separator))).join(separator)
  })
  const text = [[id, name, employees].join(separator), ...lines, ''].join(end)
  return { bytes: iconv.encode(text, encoding, { addBOM: encoding === 'utf16le' }), told, customers }
}

// EUC-JP has no place for the letters that vendors added.
const nameFor = (at: number, encoding: string) =>
  names.filter((one) => encoding !== 'eucjp' || iconv.decode(iconv.encode(one, 'eucjp'), 'eucjp') === one)[at % 5]!

function quoted(cell: string, separator: string): string {
  return cell.includes('"') || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell
}
