#include "models/geo/pool_sum.h"

namespace models {

using namespace twin::state;

void PoolSum::add(const Snapshot& snapshot, std::uint32_t pool)
{
    const twin::registry::Pool& facts = snapshot.registry->pools[pool];
    const twin::EntityRef entity{twin::EntityKind::Pool, pool};
    const auto fp16 = static_cast<double>(facts.declared[twin::Precision::Fp16]);
    ++pools;
    gflops += fp16;
    cards += static_cast<double>(facts.cards);
    const LiveValue use = twin::state::utilisation(snapshot, entity);
    silent += use.isUsable() ? 0 : 1;
    m_weight += use.isUsable() ? fp16 : 0;
    m_busy += use.isUsable() ? fp16 * use.value : 0;
    const LiveValue idle = liveValue(snapshot, entity, static_cast<std::size_t>(twin::PoolMetric::CardsFree));
    free += idle.isUsable() ? idle.value : 0;
}

} // namespace models
