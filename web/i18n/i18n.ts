import i18next, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { type Language, languages } from './copy.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'web'
    returnNull: false
  }
}

const key = 'banso.language'

/** Brings the texts of one capability in one language. */
export type LoadTexts = (capability: string, language: Language) => Promise<object>

/** The language to begin with: the one chosen here before, else the browser's, else English. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(key)
  if (kept === 'ja' || kept === 'en') return kept
  return navigator.language.startsWith('ja') ? 'ja' : 'en'
}

/**
 * Starts the texts: those of the frame (`first`) at once, those of a capability when a page first speaks them
 * (`useTranslation('accounts')` waits for them).
 */
export async function startTexts(load: LoadTexts, first: readonly string[]): Promise<void> {
  const language = firstLanguage()
  const backend: BackendModule = {
    type: 'backend',
    init: () => undefined,
    read: (of, capability, done) => {
      load(capability, of === 'en' ? 'en' : 'ja').then(
        (texts) => done(null, texts as never),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), true),
      )
    },
  }
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: languages,
      defaultNS: 'web',
      ns: [...first],
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  document.documentElement.lang = language
}

/** Shows the interface in another language, and remembers it in this browser. */
export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** The language shown at this moment. */
export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'ja'
}

/** Of a label in both languages, the one to show. */
export function inLanguage(label: { ja: string; en: string }, language: Language): string {
  return language === 'en' ? label.en : label.ja
}
