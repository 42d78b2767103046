/**
 * Units of measure by their codes of UN/ECE Recommendation 20, which EPCIS measures in, and what one is in others of its
 * quantity. The factors are the Recommendation's own (revision 17, annexes I and II), those that are exact by definition with
 * all their digits.
 */

/** By quantity: each unit as so many of the quantity's first. A quotient is written as one. */
const QUANTITIES = {
  mass: `KGM 1, GRM 1e-3, MGM 1e-6, MC 1e-9, CGM 1e-5, DG 1e-4, DJ 1e-2, HGM 0.1, DTN 100, TNE 1e3, 2U 1e3, KTN 1e6,
    LBR 0.45359237, ONZ 0.028349523125, APZ 0.0311034768, GRN 6.479891e-5, CTM 2e-4, STI 6.35029318, CWA 45.359237,
    CWI 50.80234544, STN 907.18474, LTN 1016.0469088, M86 0.5`,
  length: `MTR 1, DMT 0.1, CMT 1e-2, MMT 1e-3, 4H 1e-6, C45 1e-9, A45 10, HMT 100, KMT 1e3, INH 0.0254, FOT 0.3048,
    YRD 0.9144, AK 1.8288, SMI 1609.344, NMI 1852`,
  area: `MTK 1, DMK 1e-2, CMK 1e-4, MMK 1e-6, ARE 100, H16 100, DAA 1e3, HAR 1e4, H18 1e4, KMK 1e6, INK 6.4516e-4,
    FTK 0.09290304, YDK 0.83612736, ACR 4046.873, MIK 2589988.110336`,
  volume: `MTQ 1, DMQ 1e-3, CMQ 1e-6, MMQ 1e-9, LTR 1e-3, DLT 1e-4, CLT 1e-5, MLT 1e-6, 4G 1e-9, A44 1e-2, HLT 0.1, K6 1,
    MAL 1e3, INQ 1.6387064e-5, FTQ 0.028316846592, YDQ 0.764554857984, OZA 2.95735295625e-5, PTL 4.73176473e-4,
    QTL 9.46352946e-4, GLL 3.785411784e-3, BLL 0.158987294928, BUA 0.03523907016688, OZI 2.84130625e-5, PTI 5.6826125e-4,
    QTI 1.1365225e-3, GLI 4.54609e-3, BUI 0.03636872`,
  time: `SEC 1, C26 1e-3, B98 1e-6, C47 1e-9, MIN 60, HUR 3600, DAY 86400, WEE 604800, MON 2629800, ANN 31557600`,
  pressure: `PAL 1, 74 1e-3, H75 10, A97 100, KPA 1e3, MPA 1e6, MBR 100, BAR 1e5, C55 1, ATM 101325, ATT 98066.5,
    UA 101325/760, HN 133.322387415, PS 6894.757293168`,
  density: `KMQ 1, A93 1e-3, GP 1e-6, GQ 1e-9, GL 1, F23 1, M1 1e-3, H29 1e-6, 23 1e3, GJ 1e3, B35 1e3, B34 1e3, D41 1e3,
    B72 1e3`,
  ratio: `C62 1, P1 1e-2, NX 1e-3, 59 1e-6, 61 1e-9`,
  massFraction: `M29 1, GK 1e-3, NA 1e-6, J33 1e-9, L32 1e-12`,
  volumeFraction: `H60 1, K62 1, L19 1e-3, J91 1e-3, J36 1e-6, H65 1e-6, J87 1e-6, L21 1e-9`,
  speed: `MTS 1, 2M 1e-2, 2X 1/60, KMH 1/3.6, HM 0.44704, KNT 1852/3600, FS 0.3048, FR 0.00508, IU 0.0254`,
  acceleration: `MSK 1, M39 1e-2, M41 1e-3, A76 1e-2, C11 1e-5, K40 9.80665, A73 0.3048, IV 0.0254`,
  volumeFlow: `MQS 1, MQH 1/3600, J93 1e-3, L2 1e-3/60, E32 1e-3/3600, 40 1e-6, 2J 1e-6, 41 1e-6/60`,
  frequency: `HTZ 1, KHZ 1e3, MHZ 1e6, A86 1e9, D29 1e12`,
  force: `NEW 1, B92 1e-6, C20 1e-3, B47 1e3, B73 1e6, DU 1e-5, B37 9.80665, C78 4.4482216152605`,
  energy: `JOU 1, C15 1e-3, KJO 1e3, 3B 1e6, GV 1e9, WHR 3600, KWH 3.6e6, MWH 3.6e9, GWH 3.6e12, E14 4186.8, K53 4184,
    BTU 1055.05585262`,
  power: `WTT 1, C31 1e-3, D80 1e-6, KWT 1e3, MAW 1e6, A90 1e9`,
  voltage: `VLT 1, D82 1e-6, 2Z 1e-3, KVT 1e3, B78 1e6`,
  current: `AMP 1, C39 1e-9, B84 1e-6, 4K 1e-3, B22 1e3`,
  charge: `COU 1, A8 1, D86 1e-3, B86 1e-6, E09 3.6, N95 60, AMH 3600`,
  resistance: `OHM 1, B94 1e-6, E45 1e-3, B49 1e3, B75 1e6`,
  conductance: `SIE 1, C27 1e-3, B99 1e-6`,
  illuminance: `LUX 1, B60 1, KLX 1e3, P26 1e4`,
  angle: `C81 1, C25 1e-3, DD 0.017453292519943295, M44 6.283185307179586`,
  amountOfSubstance: `C34 1, FH 1e-6, C18 1e-3, B45 1e3`,
  concentration: `C36 1, M33 1, C38 1e3, C35 1e3, B46 1e3`,
  radioactivity: `BQL 1, 2Q 1e3, 4N 1e6, GBQ 1e9, CUR 3.7e10`,
  doseEquivalent: `D13 1, C28 1e-3, D91 1e-2`
} as const

interface Unit {
  quantity: string
  /** So many of the quantity's first unit. */
  factor: number
  /** Below zero of that one, in units of this one. */
  shift: number
}

const factorIn = (text: string) => {
  const [dividend, divisor = '1'] = text.split('/')
  return Number(dividend) / Number(divisor)
}

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...Object.entries(QUANTITIES).flatMap(([quantity, list]) =>
    list.split(/,\s+/).map((entry): [string, Unit] => {
      const [code, factor] = entry.split(' ') as [string, string]
      return [code, { quantity, factor: factorIn(factor), shift: 0 }]
    })
  ),
  ['KEL', { quantity: 'temperature', factor: 1, shift: 0 }],
  ['CEL', { quantity: 'temperature', factor: 1, shift: 273.15 }],
  ['FAH', { quantity: 'temperature', factor: 5 / 9, shift: 459.67 }],
  ['A48', { quantity: 'temperature', factor: 5 / 9, shift: 0 }]
])

/** Digits that sums of doubles keep; what comes after them is of the reckoning, not of the measure. */
const DIGITS = 13

function rounded(value: number, magnitude: number): number {
  if (magnitude === 0) return 0
  const places = DIGITS - 1 - Math.floor(Math.log10(magnitude))
  return places > 100 ? value : Number(value.toFixed(Math.max(places, 0)))
}

/**
 * A measure in every unit of its quantity, by the code of each; a unit that is not known here is only itself.
 *
 * @param isDifference a deviation, not a point of a scale: 1 °C is 1.8 °F then, and not 33.8
 */
export function inEveryUnit(value: number, code: string, isDifference = false): Map<string, number> {
  const unit = UNITS.get(code)
  if (!unit) return new Map([[code, value]])
  const shiftOf = ({ shift }: Unit) => (isDifference ? 0 : shift)
  const base = (value + shiftOf(unit)) * unit.factor
  const others = [...UNITS].filter(([, { quantity }]) => quantity === unit.quantity)
  return new Map(
    others.map(([other, to]) => {
      const quotient = base / to.factor
      const magnitude = Math.max(Math.abs(quotient), shiftOf(to), (shiftOf(unit) * unit.factor) / to.factor)
      return [other, other === code ? value : rounded(quotient - shiftOf(to), magnitude)]
    })
  )
}
