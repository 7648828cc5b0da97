/** How a company shows itself to its customers. */
export type Brand = {
  name: string
  /** `#rrggbb`; null: the product's own. */
  colour: string | null
  /** The path of the logo; null: there is none. */
  logo: string | null
}

/** What is kept of it, as it is shown. */
export const brandOf = ({
  name,
  colour,
  logoKey,
}: {
  name: string
  colour: string | null
  logoKey: string | null
}): Brand => ({
  name,
  colour,
  logo: logoKey === null ? null : `/api/v1/logos/${logoKey}`,
})
