/** What a kWh of the grid emits, g of CO2 per kWh in each period (T). */
export interface CarbonIntensity {
  /** of the mix that is generated */
  readonly average: Float64Array;
  /** of what is generated more, or less, where a kWh more, or less, is drawn */
  readonly marginal?: Float64Array;
}

/** kg of CO2 */
export interface Co2 {
  readonly average: number;
  readonly marginal?: number;
}
