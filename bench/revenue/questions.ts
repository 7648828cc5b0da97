import { addMonths, type Day } from '#kernel/day.ts'

/** What the page asks, and the bare statement that it comes to: $1 is the workspace, $2 and $3 the first and the last day. */
export type Question = { name: string; goal: number | null; path: string; floor: string; from: Day; to: Day }

const sums = `select moved_on, kind, sum(amount), count(*) filter (where leads) from`
const largest = `order by abs(amount) desc limit 50`
const until = `where workspace_id = $1 and moved_on <= $3 and $2::date is not null`
const product = 'Banso Base'
const plan = 'スタンダード'

/** The questions, by what they are called; times are milliseconds. */
export function questionsOn(today: Day): Question[] {
  const month = `${today.slice(0, 7)}-01` as Day
  const [years, back] = [addMonths(month, -59), addMonths(month, -2)]
  const ask = (path: string, asked: Record<string, string>) => `/api/v1/revenue/${path}?${new URLSearchParams(asked)}`
  const five = { from: years, to: today }
  const bar = { from: back, to: back, limit: '50' }
  const whole = `${sums} revenue_movements ${until} group by 1, 2`
  const sliced = (of: string) =>
    `${sums} revenue_slice_movements ${until} and product = '${product}' and plan = '${of}' group by 1, 2`
  const movements = (
    and = '',
    of = 'revenue_movements',
  ) => `select * from ${of} where workspace_id = $1 and moved_on >= $2
    and moved_on < $2::date + interval '1 month' and moved_on <= $3 ${and} ${largest}`
  const question = (name: string, goal: number | null, path: string, floor: string, from: Day = years): Question => ({
    name, goal, path, floor, from, to: today,
  }) // biome-ignore format: one question
  return [
    question('waterfall, 60 months', 1000, ask('waterfall', five), whole),
    question('waterfall, 12 months', 1000, ask('waterfall', { from: addMonths(month, -11), to: today }), whole),
    question('a bar: its contractions', 300, ask('movements', { ...bar, kind: 'contraction' }), movements(`and kind = 'contraction'`), back),
    question('a bar: its upsells', 300, ask('movements', { ...bar, kind: 'upsell' }), movements(`and kind = 'upsell'`), back),
    question('a month: all that moved', 300, ask('movements', bar), movements(), back),
    question('waterfall of a product', 1000, ask('waterfall', { ...five, product }), sliced('')),
    question('waterfall of a plan', 1000, ask('waterfall', { ...five, product, plan }), sliced(plan)),
    question('a bar of a product', 300, ask('movements', { ...bar, kind: 'upsell', product }), movements(`and kind = 'upsell' and product = '${product}' and plan = ''`, 'revenue_slice_movements'), back),
    question('waterfall by a condition', 1000, ask('waterfall', { ...five, condition: 'account.industry == "IT"' }), `${sums} revenue_movements m
      join account_facts f using (workspace_id, account_id) ${until} and f."account.industry" = 'IT' group by 1, 2`),
    question('retention trend, 12 months', null, ask('retention/trend', { from: addMonths(month, -11), to: today }), `select account_id,
      to_char(moved_on, 'YYYY-MM'), kind, sum(amount)::float8 from revenue_movements ${until} group by 1, 2, 3`),
    question('retention of a year', null, ask('retention', { from: addMonths(month, -11), to: today }), `select account_id, sum(amount) from
      revenue_movements ${until} group by 1`),
    question('cohorts by month', null, ask('cohorts', { by: 'month', from: years }), `select date_trunc('month', s.began), date_trunc('month', m.moved_on),
      sum(m.amount) from revenue_movements m join (select account_id, min(from_on) as began from revenue_stays where workspace_id = $1 group by 1) s
      using (account_id) ${until} group by 1, 2`),
    question('lifetime value', null, ask('lifetime', {}), `select from_on, until_on, count(*) from revenue_stays where workspace_id = $1
      and $2::date <= $3::date group by 1, 2`),
    question('contract checks', null, '/api/v1/contract-checks?limit=50', `select count(*) from contract_line_versions v join contract_lines l
      on l.workspace_id = v.workspace_id and l.id = v.line_id where v.workspace_id = $1 and v.start_on between $2 and $3`),
  ] // biome-ignore format: one question a line
}
