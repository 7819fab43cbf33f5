import type { Category } from './categories/keys.ts'
import type { Reading } from './reading.ts'

/** A rule of domain-facts 2.3: when its winner is spoken of, the losers give way. */
interface TieBreak {
  rule: string
  winner: Category
  losers: readonly Category[]
  /** Only when these words stand in the text. */
  when?: RegExp
  /** Not when these words stand in the text. */
  unless?: RegExp
}

/** Points a winner needs before anybody gives way, and what the losers keep. */
const NEEDED = 5
const KEPT = 0.3

const WHOLE_BUILDING =
  /(?:整|全|成|一整)(?:个)?(?:栋|幢|楼|单元|小区|层|排)|单元(?:都|全|整)|楼上楼下都|邻居(?:家)?(?:们)?(?:也|都)(?:没|停|这)|隔壁(?:家)?(?:也|都)(?:没|停)|小区(?:都|全)|大家都没|都没(?:电|水)了/
const ONLY_HOME =
  /邻居(?:家)?(?:都|有|也有|是)?(?:有|是有|正常)|隔壁(?:家)?(?:都|也|是)?(?:有|正常)|就(?:我|我们)家|只有(?:我|我们)家|别家(?:都)?有|楼道(?:灯)?(?:有电|亮)/

/** The order in which rules are applied is the order of the table. */
export const TIE_BREAKS: readonly TieBreak[] = [
  {
    rule: '2.3-3',
    winner: 'nearby_business',
    losers: ['noise', 'decoration', 'parking', 'neighbor', 'venue_booking'],
  },
  {
    rule: '2.3-3',
    winner: 'decoration',
    losers: ['noise', 'neighbor', 'cleaning', 'garbage', 'wall_floor', 'throwing', 'encroachment'],
  },
  {
    rule: '2.3-3',
    winner: 'pet',
    losers: ['noise', 'neighbor', 'cleaning', 'odor', 'theft', 'elevator', 'gate_guard', 'garbage'],
  },
  { rule: '2.3-3', winner: 'noise', losers: ['neighbor', 'public_facility'] },
  {
    rule: '2.3-3',
    winner: 'odor',
    losers: ['neighbor', 'cleaning', 'nearby_business'],
    when: /油烟|烟味|异味|臭味|烧烤味|呛|熏|抽烟/,
  },
  { rule: '2.3-9', winner: 'garbage', losers: ['odor', 'cleaning', 'pest'], unless: /油烟|蟑螂|老鼠/ },
  {
    rule: '2.3-4',
    winner: 'pipe_burst',
    losers: [
      'plumbing',
      'water_leak',
      'water_supply',
      'fire_equipment',
      'heating',
      'drain_blocked',
      'public_drainage',
      'appliance_service',
    ],
  },
  {
    rule: '2.3-4',
    winner: 'public_drainage',
    losers: ['drain_blocked', 'elevator', 'odor', 'water_leak', 'parking', 'municipal'],
  },
  {
    rule: '2.3-4',
    winner: 'water_leak',
    losers: [
      'neighbor',
      'plumbing',
      'wall_floor',
      'building_exterior',
      'home_electric',
      'door_window',
      'public_lighting',
      'throwing',
    ],
    when: /漏水|渗|滴水|淌|流水|往下流|发霉|返潮|水印|漏雨|进水|湿|鼓包|水渍|漏到|鼓/,
  },
  {
    rule: '2.3-5',
    winner: 'power_supply',
    losers: ['home_electric', 'elevator', 'public_lighting'],
    when: WHOLE_BUILDING,
  },
  { rule: '2.3-5', winner: 'power_supply', losers: ['elevator', 'water_supply', 'public_lighting'] },
  {
    rule: '2.3-5',
    winner: 'home_electric',
    losers: ['power_supply', 'public_lighting'],
    unless: WHOLE_BUILDING,
  },
  { rule: '2.3-5', winner: 'home_electric', losers: ['power_supply'], when: ONLY_HOME },
  { rule: '2.3-6', winner: 'access_card', losers: ['access_gate', 'lost_found', 'office_info'] },
  {
    rule: '2.3-6',
    winner: 'parking_apply',
    losers: [
      'parking',
      'property_fee',
      'car_help',
      'lease_sale',
      'ev_charging',
      'certificate',
      'parking_fee',
    ],
    unless: /停车费|费多少钱/,
  },
  { rule: '2.3-6', winner: 'parking_fee', losers: ['parking', 'property_fee', 'utility_fee'] },
  {
    rule: '2.3-7',
    winner: 'fire_lane',
    losers: ['parking', 'encroachment', 'ev_charging', 'fire_equipment', 'elevator', 'car_help'],
  },
  {
    rule: '2.3-7',
    winner: 'car_help',
    losers: ['parking', 'owner_info'],
    when: /挪|联系|通知|赶|出不(?:来|去)|没留|打气|爆胎|搭电|没关|熄火|快叫|急/,
  },
  { rule: '2.3-9', winner: 'attitude', losers: ['gate_guard', 'office_info', 'slow_handling'] },
  {
    rule: '2.3-12',
    winner: 'throwing',
    losers: ['garbage', 'falling_hazard', 'neighbor', 'cleaning', 'parking'],
  },
  {
    rule: '2.3-12',
    winner: 'falling_hazard',
    losers: ['throwing', 'building_exterior', 'door_window', 'greening', 'public_facility', 'wall_floor'],
  },
  { rule: '2.3-13', winner: 'missing_person', losers: ['lost_found', 'theft', 'care_help'] },
  {
    rule: '2.3-14',
    winner: 'owner_info',
    losers: ['office_info', 'neighbor', 'progress_query'],
    when: /(?:业主|房东|邻居|楼上|楼下|户主|车主|他|她)[^。;]{0,10}(?:电话|联系方式|手机|微信)/,
  },
  {
    rule: '2.3-18',
    winner: 'visitor',
    losers: ['gate_guard', 'parcel', 'access_gate', 'locked_out', 'attitude'],
  },
  { rule: '2.2', winner: 'elevator_trapped', losers: ['elevator', 'access_gate'] },
  {
    rule: '2.2',
    winner: 'electric_hazard',
    losers: ['public_lighting', 'home_electric', 'ev_charging', 'access_gate', 'pet'],
  },
  { rule: '2.2', winner: 'fire_equipment', losers: ['public_lighting', 'access_gate', 'odor', 'elevator'] },
  {
    rule: '2.2',
    winner: 'theft',
    losers: ['parking', 'parcel', 'ev_charging', 'gate_guard', 'lost_found', 'slow_handling'],
  },
  { rule: '2.2', winner: 'bulk_waste', losers: ['garbage', 'decoration', 'housekeeping'] },
  { rule: '2.2', winner: 'deposit_invoice', losers: ['decoration', 'property_fee', 'parking_fee'] },
  {
    rule: '2.2',
    winner: 'maintenance_fund',
    losers: ['elevator', 'parking', 'property_fee', 'community_event'],
  },
  {
    rule: '2.2',
    winner: 'public_lighting',
    losers: ['home_electric', 'access_gate', 'power_supply'],
    when: /楼道|路灯|走廊|车库|地库|大堂|景观|感应|声控|楼梯|公共|单元|小区|门口/,
  },
  { rule: '2.2', winner: 'intercom_network', losers: ['door_window', 'access_gate', 'parcel', 'visitor'] },
  { rule: '2.2', winner: 'locked_out', losers: ['door_window', 'lost_found', 'access_gate'] },
  {
    rule: '2.2',
    winner: 'lend_carry',
    losers: ['care_help', 'parcel', 'locked_out', 'public_facility', 'bulk_waste'],
  },
  { rule: '2.2', winner: 'move_pass', losers: ['visitor', 'lend_carry', 'appliance_service'] },
  { rule: '2.2', winner: 'proxy_care', losers: ['parcel', 'greening', 'pet'] },
  {
    rule: '2.2',
    winner: 'appliance_service',
    losers: ['heating', 'plumbing', 'neighbor', 'intercom_network'],
  },
  { rule: '2.2', winner: 'community_event', losers: ['fire_equipment', 'fire', 'venue_booking'] },
  {
    rule: '2.2',
    winner: 'developer_issue',
    losers: ['wall_floor', 'venue_booking', 'certificate', 'municipal'],
  },
  { rule: '2.2', winner: 'heating', losers: ['water_supply', 'gas_supply', 'property_fee'] },
  { rule: '2.2', winner: 'certificate', losers: ['parking_apply'], unless: /车位|车牌|充电桩/ },
]

/** Lets the rules of domain-facts 2.3 decide between categories that are named together. */
export function applyTieBreaks({ text, categories }: Reading): void {
  for (const { winner, losers, when, unless } of TIE_BREAKS) {
    const points = categories.get(winner)?.points ?? 0
    if (points < NEEDED || when?.test(text) === false || unless?.test(text) === true) continue
    for (const loser of losers) {
      const tally = categories.get(loser)
      if (tally !== undefined && tally.points > 0) {
        categories.set(loser, { ...tally, points: tally.points * KEPT })
      }
    }
  }
}
