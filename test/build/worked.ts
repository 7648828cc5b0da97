/** What a line of arithmetic as it is shown comes to: ¥12,000 × (90%)² − 3. */
export function worked(line: string): number {
  const rest = line.replaceAll(/[¥$,\s]/g, '').match(/exp|[\d.]+|[^\d.]/g) ?? []
  const take = (...marks: string[]) => (marks.includes(rest[0] ?? '') ? rest.shift() : undefined)
  const sum = (): number => {
    let total = take('−') ? -product() : (take('+'), product())
    for (let mark = take('+', '−'); mark; mark = take('+', '−')) total += mark === '+' ? product() : -product()
    return total
  }
  const product = (): number => {
    let total = factor()
    for (let mark = take('×', '÷'); mark; mark = take('×', '÷'))
      total = mark === '×' ? total * factor() : total / factor()
    return total
  }
  const factor = (): number => {
    const raised = take('exp') !== undefined
    let value: number
    if (take('(')) {
      value = sum()
      take(')')
    } else value = Number(rest.shift())
    if (take('%')) value /= 100
    let times = ''
    for (let digit = take(...superscripts); digit; digit = take(...superscripts)) times += superscripts.indexOf(digit)
    return raised ? Math.exp(value) : value ** (times === '' ? 1 : Number(times))
  }
  const total = sum()
  if (rest.length > 0) throw new Error(`${line}: ${rest.join('')} is left over`)
  return total
}

const superscripts = [...'⁰¹²³⁴⁵⁶⁷⁸⁹']
