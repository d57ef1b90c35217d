/** A day of hourly double auctions among few, quickly played: two roofs, three homes and an engine. */
export const auctionLane = `
kind: community
mechanism: double-auction
id: lane
start: 2025-06-10
step: PT60M
periods: 24
site: { latitude: 49.2, longitude: 8.12 }
households:
  - { id: roof, count: 2, load: { annualEnergy: [3000, 5000] }, pv: { peakPower: [4, 9] } }
  - { id: home, count: 3, load: { annualEnergy: [1800, 4500] } }
dealer: { chp: { power: 1, from: '05:00', to: '22:00' } }
grid: { retail: 0.2367, feedIn: 0.12 }
`;
