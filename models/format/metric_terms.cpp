#include "models/format/terms.h"

#include "models/format/format.h"

namespace models {

namespace {

// In the order of the metric enumerations (and of metrics.json), kind by kind.
constexpr const char* kPool[] = {
    QT_TRANSLATE_NOOP("models::Terms", "Utilisation"),
    QT_TRANSLATE_NOOP("models::Terms", "Cards busy"),
    QT_TRANSLATE_NOOP("models::Terms", "Cards free"),
    QT_TRANSLATE_NOOP("models::Terms", "Cards failed"),
    QT_TRANSLATE_NOOP("models::Terms", "Queued jobs"),
    QT_TRANSLATE_NOOP("models::Terms", "IT power"),
    QT_TRANSLATE_NOOP("models::Terms", "Facility power"),
    QT_TRANSLATE_NOOP("models::Terms", "PUE"),
    QT_TRANSLATE_NOOP("models::Terms", "Inlet temperature"),
    QT_TRANSLATE_NOOP("models::Terms", "Storage free"),
    QT_TRANSLATE_NOOP("models::Terms", "Storage read"),
    QT_TRANSLATE_NOOP("models::Terms", "Storage written"),
    QT_TRANSLATE_NOOP("models::Terms", "Memory used"),
    QT_TRANSLATE_NOOP("models::Terms", "Fabric utilisation"),
    QT_TRANSLATE_NOOP("models::Terms", "Fabric drops"),
    QT_TRANSLATE_NOOP("models::Terms", "Traffic in"),
    QT_TRANSLATE_NOOP("models::Terms", "Traffic out"),
    QT_TRANSLATE_NOOP("models::Terms", "CATS compute score"),
    QT_TRANSLATE_NOOP("models::Terms", "CATS score"),
    QT_TRANSLATE_NOOP("models::Terms", "State"),
    QT_TRANSLATE_NOOP("models::Terms", "Busiest card"),
    QT_TRANSLATE_NOOP("models::Terms", "Fullest card memory"),
    QT_TRANSLATE_NOOP("models::Terms", "Hottest card"),
    QT_TRANSLATE_NOOP("models::Terms", "Highest card power"),
    QT_TRANSLATE_NOOP("models::Terms", "Uncorrected memory errors"),
    QT_TRANSLATE_NOOP("models::Terms", "Flapping ports"),
};
constexpr const char* kLink[] = {
    QT_TRANSLATE_NOOP("models::Terms", "Rate A to B"),
    QT_TRANSLATE_NOOP("models::Terms", "Rate B to A"),
    QT_TRANSLATE_NOOP("models::Terms", "Drops A to B"),
    QT_TRANSLATE_NOOP("models::Terms", "Drops B to A"),
    QT_TRANSLATE_NOOP("models::Terms", "Capacity now"),
    QT_TRANSLATE_NOOP("models::Terms", "State"),
    QT_TRANSLATE_NOOP("models::Terms", "Packets A to B"),
    QT_TRANSLATE_NOOP("models::Terms", "Packets B to A"),
    QT_TRANSLATE_NOOP("models::Terms", "Longest queue A to B"),
    QT_TRANSLATE_NOOP("models::Terms", "Longest queue B to A"),
    QT_TRANSLATE_NOOP("models::Terms", "Marked (ECN) A to B"),
    QT_TRANSLATE_NOOP("models::Terms", "Marked (ECN) B to A"),
    QT_TRANSLATE_NOOP("models::Terms", "Paused (PFC) A to B"),
    QT_TRANSLATE_NOOP("models::Terms", "Paused (PFC) B to A"),
};
constexpr const char* kOptical[] = {
    QT_TRANSLATE_NOOP("models::Terms", "Pre-FEC bit error ratio"),
    QT_TRANSLATE_NOOP("models::Terms", "OSNR"),
    QT_TRANSLATE_NOOP("models::Terms", "Received power"),
    QT_TRANSLATE_NOOP("models::Terms", "Polarisation change"),
};
constexpr const char* kTunnel[] = {
    QT_TRANSLATE_NOOP("models::Terms", "Delay"),
    QT_TRANSLATE_NOOP("models::Terms", "Jitter"),
    QT_TRANSLATE_NOOP("models::Terms", "Loss"),
};
constexpr const char* kServiceNode[] = {
    QT_TRANSLATE_NOOP("models::Terms", "State"),
    QT_TRANSLATE_NOOP("models::Terms", "Registry version"),
};
constexpr const char* kSite[] = {
    QT_TRANSLATE_NOOP("models::Terms", "Power feeds up"),
    QT_TRANSLATE_NOOP("models::Terms", "State"),
};
constexpr const char* kFlow[] = {
    QT_TRANSLATE_NOOP("models::Terms", "Rate"),
    QT_TRANSLATE_NOOP("models::Terms", "Transferred"),
    QT_TRANSLATE_NOOP("models::Terms", "Round-trip time"),
    QT_TRANSLATE_NOOP("models::Terms", "Loss"),
};
constexpr const char* kJob[] = {
    QT_TRANSLATE_NOOP("models::Terms", "Progress"),
    QT_TRANSLATE_NOOP("models::Terms", "Effective time"),
    QT_TRANSLATE_NOOP("models::Terms", "Cards"),
};

constexpr std::span<const char* const> kByKind[] = {kPool,        kLink, kOptical, kTunnel,
                                                    kServiceNode, kSite, kFlow,    kJob};
static_assert(std::size(kByKind) == twin::kEntityKindCount);

} // namespace

QString Terms::metric(twin::EntityKind kind, std::size_t metric)
{
    const auto labels = kByKind[static_cast<std::size_t>(kind)];
    return metric < labels.size() ? tr(labels[metric]) : format::unknown();
}

} // namespace models
