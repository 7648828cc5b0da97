import { type ReactNode, useState } from 'react'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { TemplatePageAnswer } from '#capabilities/plans/contract/page.ts'
import type { Language } from '#web/i18n/copy.ts'
import light from '#web/light/light.module.css'
import styles from './portal.module.css'
import { portalWords } from './words.ts'

type Step = TemplatePageAnswer['stages'][number]['steps'][number]
type Props = {
  page: TemplatePageAnswer
  place: string
  language: Language
  /** What a step has to read. */
  content: (step: Step) => ReactNode
}

/** A template as anybody follows it by themselves; what is ticked stays in their browser and goes nowhere. */
export function TemplateView({ page, place, language, content }: Props) {
  const words = portalWords[language]
  const [ticked, tick] = useTicks(place)
  const text = (label: Label) => label[language] || label.ja
  const steps = page.stages.flatMap((stage) => stage.steps)
  const done = steps.filter(({ key }) => ticked.has(key)).length
  const percent = steps.length === 0 ? 0 : Math.round((done / steps.length) * 100)
  return (
    <>
      <header className={styles.head}>
        <h1>{text(page.name)}</h1>
        {text(page.aim) ? <p>{text(page.aim)}</p> : null}
        <div className={styles.whole}>
          <label htmlFor="whole">{words.progress}</label>
          <progress id="whole" max={100} value={percent} />
          <b className="num">{percent}%</b>
        </div>
        <p className={light.note}>{words.ownTicks}</p>
      </header>
      {page.stages.map((stage) => (
        <section key={stage.key} className={`${light.card} ${styles.apart}`} aria-labelledby={`stage-${stage.key}`}>
          <h2 id={`stage-${stage.key}`}>{text(stage.name)}</h2>
          <ul className={styles.lines}>
            {stage.steps.map((step) => (
              <li key={step.key} className={styles.tick}>
                <input
                  type="checkbox"
                  id={`step-${step.key}`}
                  checked={ticked.has(step.key)}
                  onChange={({ target }) => tick(step.key, target.checked)}
                />
                <div>
                  <label htmlFor={`step-${step.key}`}>
                    <b>{text(step.name)}</b>
                  </label>
                  {text(step.help) ? <p>{text(step.help)}</p> : null}
                  <p className={light.note}>
                    {words.roles[step.role]}
                    {step.effortHours > 0 ? ` · ${words.takes(words.hours(step.effortHours))}` : null}
                  </p>
                  {content(step)}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** Own check marks, kept by this browser alone. */
function useTicks(place: string): [ReadonlySet<string>, (key: string, on: boolean) => void] {
  const name = `banso.steps.${place}`
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(readTicks(name)))
  const tick = (key: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(key)
    else next.delete(key)
    setTicked(next)
    try {
      localStorage.setItem(name, JSON.stringify([...next]))
    } catch {
      // A browser that keeps nothing remembers for as long as the page is open.
    }
  }
  return [ticked, tick]
}

function readTicks(name: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]')
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}
