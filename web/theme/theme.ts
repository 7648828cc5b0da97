import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Indigo 藍, from the palest ground to the deepest ink; components take it through the tokens, which know light and dark. */
const indigo: MantineColorsTuple = [
  '#eef2f9',
  '#dfe6f2',
  '#bccbe4',
  '#94add5',
  '#7091c7',
  '#4f72ad',
  '#27406f',
  '#22385f',
  '#1c2f50',
  '#15243e',
]

/** Mantine under our tokens: sizes, corners and one level of shadow. Colours come from `tokens.css` by `tokenVariables`. */
export const theme = createTheme({
  primaryColor: 'brand',
  colors: { brand: indigo },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.6', md: '1.7', lg: '1.7', xl: '1.5' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  shadows: { xs: 'none', sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { radius: 'xs' } }, // the usual corner would make a small box a circle, like a radio's
    Select: { defaultProps: { selectFirstOptionOnChange: true } }, // Enter takes what was searched for
    MultiSelect: { defaultProps: { selectFirstOptionOnChange: true } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Menu: { defaultProps: { shadow: 'sm', transitionProps: { duration: 90 } } },
    Popover: { defaultProps: { shadow: 'sm', transitionProps: { duration: 90 } } },
    Combobox: { defaultProps: { shadow: 'sm', transitionProps: { duration: 0 } } },
    ModalRoot: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 }, overlayProps: { opacity: 0.35 } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, events: { hover: true, focus: true, touch: true } } },
  },
})

const both = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-error': 'var(--risk-text)',
  '--mantine-color-success': 'var(--healthy-text)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-brand)',
  '--mantine-color-brand-contrast': 'var(--on-brand)',
  '--mantine-color-brand-text': 'var(--brand)',
  '--mantine-color-brand-filled': 'var(--brand)',
  '--mantine-color-brand-filled-hover': 'var(--brand-hover)',
  '--mantine-color-brand-light': 'var(--brand-soft)',
  '--mantine-color-brand-light-hover': 'var(--brand-soft)',
  '--mantine-color-brand-light-color': 'var(--brand)',
  '--mantine-color-brand-outline': 'var(--brand)',
  '--mantine-color-brand-outline-hover': 'var(--brand-soft)',
  '--mantine-color-red-filled': 'var(--risk)',
  '--mantine-color-red-filled-hover': 'var(--risk-text)',
  '--mantine-color-red-light': 'var(--risk-soft)',
  '--mantine-color-red-light-color': 'var(--risk-text)',
  '--mantine-color-red-text': 'var(--risk-text)',
  '--mantine-color-gray-text': 'var(--ink-2)',
  '--mantine-color-gray-light-color': 'var(--ink-2)',
  '--mantine-color-gray-light-hover': 'var(--sunken)',
}

/** Points Mantine's variables at our tokens, in light and dark alike (the tokens themselves change). */
export const tokenVariables: CSSVariablesResolver = () => ({ variables: {}, light: both, dark: both })
