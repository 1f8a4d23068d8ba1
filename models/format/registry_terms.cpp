#include "models/format/terms.h"

#include "models/format/format.h"

namespace models {

using namespace twin::registry;

QString Terms::of(SubjectKind kind)
{
    switch (kind) {
    case SubjectKind::Unspecified:
        return format::unknown();
    case SubjectKind::Telecom:
        return tr("Telecom carrier");
    case SubjectKind::Cloud:
        return tr("Cloud provider");
    case SubjectKind::AiDc:
        return tr("Intelligent-computing centre");
    case SubjectKind::LocalPlatform:
        return tr("Local platform");
    case SubjectKind::Supercomputing:
        return tr("Supercomputing centre");
    case SubjectKind::Research:
        return tr("Research institution");
    }
    return {};
}

QString Terms::of(ComputeType type)
{
    switch (type) {
    case ComputeType::Unspecified:
        return format::unknown();
    //: kind of computing: CPUs
    case ComputeType::General:
        return tr("General");
    //: kind of computing: AI accelerators
    case ComputeType::Intelligent:
        return tr("Intelligent");
    //: kind of computing: supercomputer
    case ComputeType::Super:
        return tr("Super");
    }
    return {};
}

QString Terms::of(PoolTier tier)
{
    switch (tier) {
    case PoolTier::Unspecified:
        return format::unknown();
    case PoolTier::Cloud:
        return tr("Cloud");
    case PoolTier::Edge:
        return tr("Edge");
    case PoolTier::Terminal:
        return tr("Terminal");
    }
    return {};
}

QString Terms::of(FabricKind kind)
{
    switch (kind) {
    case FabricKind::Unspecified:
        return format::unknown();
    case FabricKind::Roce:
        return QStringLiteral("RoCE");
    case FabricKind::InfiniBand:
        return QStringLiteral("InfiniBand");
    case FabricKind::UnifiedBus:
        return tr("Unified bus");
    case FabricKind::Ethernet:
        return tr("Ethernet");
    }
    return {};
}

QString Terms::of(LoadBalancing balancing)
{
    switch (balancing) {
    case LoadBalancing::Unspecified:
        return format::unknown();
    case LoadBalancing::Ecmp:
        return QStringLiteral("ECMP");
    //: load balancing by bursts of a flow
    case LoadBalancing::Flowlet:
        return tr("Flowlets");
    case LoadBalancing::Nslb:
        return QStringLiteral("NSLB");
    //: load balancing packet by packet
    case LoadBalancing::Spray:
        return tr("Packet spraying");
    }
    return {};
}

QString Terms::of(SiteRole role)
{
    switch (role) {
    case SiteRole::Unspecified:
        return format::unknown();
    case SiteRole::Core:
        return tr("Core");
    case SiteRole::Regional:
        return tr("Regional");
    case SiteRole::Hub:
        return tr("Hub site");
    case SiteRole::Dcn:
        return tr("Data-centre network");
    case SiteRole::Ixp:
        return tr("Interconnection point");
    }
    return {};
}

QString Terms::of(ServiceNodeLevel level)
{
    switch (level) {
    case ServiceNodeLevel::Unspecified:
        return format::unknown();
    case ServiceNodeLevel::National:
        return tr("National");
    case ServiceNodeLevel::Regional:
        return tr("Regional");
    case ServiceNodeLevel::Industry:
        return tr("Industry");
    }
    return {};
}

QString Terms::of(ConduitKind kind)
{
    switch (kind) {
    case ConduitKind::Unspecified:
        return format::unknown();
    case ConduitKind::Rail:
        return tr("Along a railway");
    case ConduitKind::Road:
        return tr("Along a road");
    case ConduitKind::PowerLine:
        return tr("Along a power line");
    case ConduitKind::Submarine:
        return tr("Submarine");
    case ConduitKind::AccessDuct:
        return tr("Access duct");
    }
    return {};
}

QString Terms::of(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Unspecified:
        return format::unknown();
    case LinkKind::Backbone:
        return tr("Backbone");
    case LinkKind::Access:
        return tr("Access");
    }
    return {};
}

QString Terms::of(Protection protection)
{
    switch (protection) {
    //: no protection of a link
    case Protection::None:
        return tr("None");
    case Protection::OnePlusOne:
        return QStringLiteral("1+1");
    case Protection::Wson:
        return QStringLiteral("WSON");
    case Protection::Frr:
        return QStringLiteral("FRR");
    }
    return {};
}

QString Terms::of(PriceKind kind)
{
    switch (kind) {
    case PriceKind::Unspecified:
        return tr("Price");
    case PriceKind::OnDemand:
        return tr("On demand");
    case PriceKind::Reserved:
        return tr("Reserved");
    case PriceKind::Spot:
        return tr("Spot");
    case PriceKind::Night:
        return tr("Night");
    }
    return {};
}

} // namespace models
