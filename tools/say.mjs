const japanese = /^ja/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')

/** Tells the operator something in the language of their terminal. */
export function say(ja, en) {
  console.error(japanese ? ja : en)
}

/** Tells what is wrong and ends. */
export function giveUp(ja, en) {
  say(ja, en)
  process.exit(1)
}
