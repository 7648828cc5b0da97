/** In which order a column writes year, month and day where figures alone don't tell. */
export const dateOrders = ['ymd', 'dmy', 'mdy'] as const
export type DateOrder = (typeof dateOrders)[number]
