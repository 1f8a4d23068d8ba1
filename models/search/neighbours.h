#pragma once

#include "models/format/format.h"
#include "models/search/related.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <vector>

namespace models {

/// Collects the neighbours of one entity (see `relatedTo`). A short-lived helper: holds references.
class Neighbours
{
    Q_DECLARE_TR_FUNCTIONS(models::Neighbours)

  public:
    Neighbours(const twin::state::Snapshot& snapshot, const Language& language, int maxPerGroup);

    [[nodiscard]] QList<RelatedGroup> of(const EntityKey& key);

  private:
    using FlowPtr = std::shared_ptr<const twin::registry::Flow>;
    using JobPtr = std::shared_ptr<const twin::registry::Job>;

    void ofEnterprise(const std::string& id);
    void ofPlace(const EntityKey& key);
    void ofPool(const twin::registry::Pool& pool);
    void ofSite(const twin::registry::Site& site);
    void ofLink(std::uint32_t index);
    void ofConduit(const twin::registry::Conduit& conduit);
    void ofFlow(const twin::registry::Flow& flow);
    void ofJob(const twin::registry::Job& job);
    void ofOthers(twin::EntityRef entity);

    void addEnterprise(twin::registry::SubjectIndex subject);
    void addKeys(const QString& title, const std::vector<EntityKey>& keys);
    void addPoolsWhere(const std::function<bool(const twin::registry::Pool&)>& matches);
    void addJobsWhere(const std::function<bool(const twin::registry::Job&)>& matches);
    /// Largest rate first.
    void addFlowsWhere(const std::function<bool(const twin::registry::Flow&)>& matches);
    /// Jobs of the flows it matches, then the enterprises whose flows they are or whose pools they join, the
    /// most traffic first: whom it hits when what they run over fails.
    void addHitBy(const std::function<bool(const twin::registry::Flow&)>& matches);
    void addLinks(const QString& title, const std::vector<twin::registry::LinkIndex>& links);
    void addConduits(const std::vector<twin::registry::ConduitIndex>& conduits);
    void addEndpoint(std::vector<EntityKey>& keys, const twin::registry::Endpoint& end) const;
    [[nodiscard]] twin::registry::SubjectIndex ownerOf(const std::string& pool) const;
    [[nodiscard]] QString detail(const EntityKey& key) const;

    const twin::state::Snapshot& m_snapshot;
    const twin::registry::Registry& m_registry;
    const Language& m_language;
    int m_max;
    QList<RelatedGroup> m_groups;
};

} // namespace models
