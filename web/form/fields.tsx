import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import type { Form } from './useForm.ts'

type NamesOf<Values, Kind> = {
  [Name in keyof Values & string]: Values[Name] extends Kind ? Name : never
}[keyof Values & string]

/** What every field takes: its form, its name in it, its label above, and help below the label. */
type Field<Values, Kind> = {
  form: Form<Values>
  name: NamesOf<Values, Kind>
  label: ReactNode
  help?: ReactNode
  required?: boolean
  autoFocus?: boolean
  disabled?: boolean
}

function common<Values, Kind>({ form, name, label, help, required, autoFocus, disabled }: Field<Values, Kind>) {
  return {
    name,
    label,
    ...(help ? { description: help } : {}),
    ...(required ? { withAsterisk: true, 'aria-required': true } : {}),
    ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
    ...(disabled ? { disabled: true } : {}),
    error: form.errors[name],
    onBlur: () => form.leave(name),
  }
}

/** One line of text; `suggestions` are offered while it is typed, and anything else may be typed as well. */
export function TextField<Values>({
  type = 'text',
  autoComplete = 'off',
  placeholder,
  suggestions = [],
  ...field
}: Field<Values, string> & {
  type?: 'text' | 'email' | 'tel' | 'url'
  autoComplete?: string
  placeholder?: string
  suggestions?: readonly string[]
}) {
  const { form, name } = field
  const list = useId()
  return (
    <>
      <TextInput
        {...common(field)}
        type={type === 'email' ? 'text' : type}
        inputMode={type === 'email' ? 'email' : undefined}
        autoComplete={autoComplete}
        placeholder={placeholder}
        spellCheck={type === 'text'}
        {...(suggestions.length > 0 ? { list } : {})}
        value={form.values[name] as string}
        onChange={(event) => form.set(name, event.currentTarget.value as Values[typeof name])}
      />
      {suggestions.length > 0 ? (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      ) : null}
    </>
  )
}

/** A password; it can be looked at. */
export function PasswordField<Values>({ fresh = false, ...field }: Field<Values, string> & { fresh?: boolean }) {
  const { t } = useTranslation()
  const { form, name } = field
  return (
    <PasswordInput
      {...common(field)}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
      value={form.values[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as Values[typeof name])}
    />
  )
}

/** Several lines of text; it grows with them. */
export function TextAreaField<Values>({
  rows = 3,
  placeholder,
  ...field
}: Field<Values, string> & { rows?: number; placeholder?: string }) {
  const { form, name } = field
  return (
    <Textarea
      {...common(field)}
      autosize
      minRows={rows}
      maxRows={16}
      placeholder={placeholder}
      value={form.values[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as Values[typeof name])}
    />
  )
}

/**
 * A number as a text, since a person may type １，２００ or 1,200円; it is written plainly when the field is left. Read it
 * with `parseNumber`.
 */
export function NumberField<Values>({ suffix, ...field }: Field<Values, string> & { suffix?: string }) {
  const { form, name } = field
  return (
    <TextInput
      {...common(field)}
      inputMode="decimal"
      autoComplete="off"
      rightSection={suffix ? <span className="quiet small">{suffix}</span> : undefined}
      value={form.values[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as Values[typeof name])}
      onBlur={() => {
        const number = parseNumber(String(form.values[name]))
        if (number !== null) form.set(name, String(number) as Values[typeof name])
        form.leave(name)
      }}
    />
  )
}

/** A day, `YYYY-MM-DD` or empty. */
export function DayField<Values>(field: Field<Values, string>) {
  const { form, name } = field
  return (
    <TextInput
      {...common(field)}
      type="date"
      value={form.values[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as Values[typeof name])}
    />
  )
}

/** One of a few choices. `empty` names the choice of none. */
export function ChoiceField<Values>({
  choices,
  empty,
  ...field
}: Field<Values, string> & { choices: readonly { value: string; label: string }[]; empty?: string }) {
  const { form, name } = field
  return (
    <NativeSelect
      {...common(field)}
      data={[...(empty === undefined ? [] : [{ value: '', label: empty }]), ...choices]}
      value={form.values[name] as string}
      onChange={(event) => form.set(name, event.currentTarget.value as Values[typeof name])}
    />
  )
}

/** Yes or no. */
export function CheckField<Values>(field: Field<Values, boolean>) {
  const { form, name, label, help } = field
  return (
    <Checkbox
      name={name}
      label={label}
      description={help}
      error={form.errors[name]}
      checked={form.values[name] as boolean}
      onChange={(event) => form.set(name, event.currentTarget.checked as Values[typeof name])}
    />
  )
}
