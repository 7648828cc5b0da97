import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './Form.module.css'
import type { Form } from './useForm.ts'

type ListOf<Values> = {
  [Name in keyof Values & string]: Values[Name] extends readonly string[] ? Name : never
}[keyof Values & string]

/** Any number of choices, each with a box; they stand in groups where they have one. */
export function ManyField<Values>({
  form,
  name,
  label,
  help,
  choices,
}: {
  form: Form<Values>
  name: ListOf<Values>
  label: ReactNode
  help?: ReactNode
  choices: readonly { value: string; label: string; help?: string }[]
}) {
  const chosen = form.values[name] as readonly string[]
  return (
    <Checkbox.Group
      label={label}
      {...(help ? { description: help } : {})}
      error={form.errors[name]}
      value={[...chosen]}
      onChange={(values) => form.set(name, values as Values[typeof name])}
    >
      <div className={styles.many}>
        {choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} label={choice.label} title={choice.help} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
