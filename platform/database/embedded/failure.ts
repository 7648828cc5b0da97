import { StartRefused } from '#platform/startRefused.ts'

/** What the output of PostgreSQL's programs means to an operator. `directory` is the data directory of Banso. */
export function explainFailure(output: string, directory: string): StartRefused {
  const lastLine =
    output
      .split('\n')
      .filter((line) => /FATAL|PANIC|ERROR|error:|HINT/.test(line))
      .at(-1) ?? output.trim().split('\n').at(-1)
  if (/No space left on device|could not (write|extend|resize).*(space|disk)/i.test(output)) return diskFull(directory)
  if (/was initialized by PostgreSQL version|incompatible with (the )?server/.test(output))
    return new StartRefused({
      ja: `${directory} のデータは、別の版の PostgreSQL で作られています。作成時の版の Banso で開いてください。(${lastLine})`,
      en: `The data in ${directory} was made by another version of PostgreSQL. Open it with the Banso that made it. (${lastLine})`,
    })
  if (/Permission denied|wrong ownership|invalid permissions/.test(output))
    return new StartRefused({
      ja: `${directory} を、このユーザーでは開けません。所有者を確かめるか、--data で別の場所を指定してください。(${lastLine})`,
      en: `This user cannot open ${directory}. Check who owns it, or name another place with --data. (${lastLine})`,
    })
  return new StartRefused({
    ja: `PostgreSQL を起動できませんでした。詳しくは ${directory}/postgres.log にあります。(${lastLine})`,
    en: `PostgreSQL could not be started; ${directory}/postgres.log tells more. (${lastLine})`,
  })
}

/** There is no room left where Banso keeps its data. */
export function diskFull(directory: string): StartRefused {
  return new StartRefused({
    ja: `ディスクに空きがありません（${directory}）。データは失われていません。空きを作ってから、もう一度起動してください。`,
    en: `The disk that holds ${directory} is full. Nothing is lost: free some space and start again.`,
  })
}
