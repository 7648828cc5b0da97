import type { Words } from './kind.ts'

/** What can be wrong with a row or a cell of any kind of import. Gaps are filled from the detail. */
export const importRules = {
  required: { ja: '必須の項目が空です', en: 'This field is required and empty' },
  not_a_number: { ja: '数値として読み取れません', en: 'This is not a number' },
  not_whole: { ja: '整数ではありません', en: 'This is not a whole number' },
  below_minimum: { ja: '{{min}}以上である必要があります', en: 'This must be {{min}} or more' },
  above_maximum: { ja: '{{max}}以下である必要があります', en: 'This must be {{max}} or less' },
  too_many_decimals: {
    ja: '{{currency}}で扱えるより細かい小数です',
    en: 'This has more decimals than {{currency}} has',
  },
  too_large: { ja: '金額が大きすぎます', en: 'This amount is too large' },
  not_a_date: { ja: '存在する日付として読み取れません', en: 'This is no existing date' },
  date_in_other_order: {
    ja: '選ばれた日付の順では読めません（{{order}} なら読めます）',
    en: 'This is no date in the chosen order ({{order}} would read it)',
  },
  not_yes_or_no: { ja: 'はい・いいえのどちらとも読み取れません', en: 'This is neither yes nor no' },
  unknown_choice: { ja: '選択肢にない値です（{{choices}}）', en: 'This is not one of the choices ({{choices}})' },
  too_long: { ja: '{{max}}文字を超えています', en: 'This is longer than {{max}} characters' },
  unreadable: {
    ja: '選ばれた文字コードで読み取れない文字があります',
    en: 'Some characters cannot be read in the chosen encoding',
  },
  control_character: { ja: '使えない制御文字が含まれています', en: 'This contains a control character' },
  too_many_cells: {
    ja: '列が見出しより多くあります（{{cells}}列、見出しは{{width}}列）',
    en: 'The row has {{cells}} cells, the header {{width}}',
  },
  too_few_cells: {
    ja: '列が見出しより少なくなっています（{{cells}}列、見出しは{{width}}列）',
    en: 'The row has {{cells}} cells, the header {{width}}',
  },
  quote_not_closed: { ja: '引用符 (") が閉じていません', en: 'A quote (") is never closed' },
  text_after_quote: {
    ja: '閉じた引用符 (") のあとに文字が続いています',
    en: 'Text follows a closing quote (")',
  },
  row_too_long: { ja: '1行が長すぎます', en: 'The row is too long' },
  repeated_in_file: {
    ja: '同じものが{{firstLine}}行目にもあります。先の行だけを取り込みます',
    en: 'The same one stands in line {{firstLine}}; only the first is taken',
  },
  unknown_reference: { ja: '該当するデータが見つかりません', en: 'Nothing is known by this name' },
  ambiguous_reference: { ja: '該当するデータが複数あります', en: 'Several things are known by this name' },
  changed_since: {
    ja: '取り込みのあとに変更されたため、元に戻していません',
    en: 'This was changed after the import and was left as it is',
  },
  in_use: {
    ja: '取り込みのあとに別のデータが付け加えられたため、残しています',
    en: 'Other data was added to this after the import, so it was kept',
  },
  gone_since: {
    ja: '取り込みのあとに削除されていました',
    en: 'This was removed after the import',
  },
} as const satisfies Record<string, Words>
export type ImportRule = keyof typeof importRules

/** A rule in words of both languages; a gap that `detail` says nothing of becomes …. `own` are the kind's rules. */
export function ruleWords(
  rule: string,
  detail: Readonly<Record<string, string | number>>,
  own: Readonly<Record<string, Words>> = {},
): Words {
  const words: Words | undefined = own[rule] ?? (importRules as Readonly<Record<string, Words>>)[rule]
  if (!words) return { ja: rule, en: rule }
  const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, gap: string) => String(detail[gap] ?? '…'))
  return { ja: filled(words.ja), en: filled(words.en) }
}
