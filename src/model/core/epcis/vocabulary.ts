/**
 * The standard values of the Core Business Vocabulary 2.0, by the field that takes them. In JSON they are bare strings
 * (`receiving`); URNs (`urn:epcglobal:cbv:bizstep:receiving`), web URIs (`https://ref.gs1.org/cbv/BizStep-receiving`) and
 * CURIEs (`cbv:BizStep-receiving`) mean the same.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const CBV = 'https://ref.gs1.org/cbv/'
/**
 * GS1's web vocabulary. CBV 2.0 as printed still says `https://gs1.org/voc/`; the independent implementations of the event
 * hash id and GS1's current context expand `gs1:` to this.
 */
export const GS1_VOC = 'https://ref.gs1.org/voc/'

export interface Vocabulary {
  /** What stands before the bare value in its web URI. */
  web: string
  /** The same as a CURIE, which is how XML gives values that have no URN. */
  curie: string
  /** What stands before it in its URN; measurements and components have none. */
  urn?: string
  values: ReadonlySet<string>
  zh: string
  en: string
}

const cbv = (name: string, urn: string | undefined, zh: string, en: string, values: string): Vocabulary => ({
  web: `${CBV}${name}-`,
  curie: `cbv:${name}-`,
  ...(urn === undefined ? {} : { urn: `urn:epcglobal:cbv:${urn}:` }),
  values: words(values),
  zh,
  en
})

const voc = (zh: string, en: string, values: string): Vocabulary => ({
  web: GS1_VOC,
  curie: 'gs1:',
  values: words(values),
  zh,
  en
})

export const VOCABULARIES = {
  bizStep: cbv(
    'BizStep',
    'bizstep',
    '业务步骤',
    'business step',
    `accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
     decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing
     killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling
     sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
     void_shipping`
  ),
  disposition: cbv(
    'Disp',
    'disp',
    '状态',
    'disposition',
    `active available completeness_inferred completeness_verified conformant container_closed container_open damaged
     destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
     mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled
     reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown`
  ),
  bizTransaction: cbv(
    'BTT',
    'btt',
    '业务单据类型',
    'business transaction type',
    'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt'
  ),
  sourceOrDestination: cbv(
    'SDT',
    'sdt',
    '来源或去向类型',
    'source or destination type',
    'owning_party possessing_party location'
  ),
  errorReason: cbv('ER', 'er', '更正原因', 'error reason', 'did_not_occur incorrect_data'),
  component: cbv(
    'Comp',
    undefined,
    '分量',
    'component',
    `x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude
     altitude`
  ),
  measurement: voc(
    '测量类型',
    'measurement type',
    `AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance AmountOfSubstancePerUnitVolume
     Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count Density
     Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity
     ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length
     LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass
     MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power
     Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume
     Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
     VolumetricFlux Wavenumber`
  ),
  exception: voc('告警类型', 'alert type', 'ALARM_CONDITION ERROR_CONDITION')
} as const satisfies Record<string, Vocabulary>

export type VocabularyName = keyof typeof VOCABULARIES

/**
 * The standard value that a text means in whichever form, or undefined where it is none of the vocabulary's. What stands
 * before the value may be in other letters: GS1 itself writes BizStep and Bizstep.
 */
export function standardValue(vocabulary: Vocabulary, text: string): string | undefined {
  for (const start of ['', vocabulary.web, vocabulary.curie, vocabulary.urn]) {
    if (start === undefined || text.slice(0, start.length).toLowerCase() !== start.toLowerCase()) continue
    const value = text.slice(start.length)
    if (vocabulary.values.has(value)) return value
  }
  return undefined
}

const URNS = Object.values(VOCABULARIES).filter((one: Vocabulary) => one.urn !== undefined)

/** Any text with what is short for, or an older form of, a term of GS1's vocabularies written as its web URI. */
export function webForm(text: string): string {
  if (text.startsWith('gs1:')) return GS1_VOC + text.slice('gs1:'.length)
  if (text.startsWith('cbv:')) return CBV + text.slice('cbv:'.length)
  if (text.startsWith('epcis:')) return `https://ref.gs1.org/epcis/${text.slice('epcis:'.length)}`
  if (!text.startsWith('urn:epcglobal:cbv:')) return text
  const found = URNS.find((one: Vocabulary) => text.startsWith(one.urn!)) as Vocabulary | undefined
  return found ? found.web + text.slice(found.urn!.length) : text
}
