#pragma once

#include "twin/state/snapshot.h"

#include <QObject>
#include <QString>

#include <vector>

namespace models {

/// The one filter of the console (carrier, enterprise, hub, chip class): holds for map and tables alike.
/// An empty field lets everything through. GUI thread.
struct FilterSpec
{
    QString carrierId;
    QString enterpriseId;
    QString hubId; ///< "-" = outside the hubs
    QString chipClass;

    [[nodiscard]] bool isEmpty() const
    {
        return carrierId.isEmpty() && enterpriseId.isEmpty() && hubId.isEmpty() && chipClass.isEmpty();
    }

    friend bool operator==(const FilterSpec&, const FilterSpec&) = default;
};

class EntityFilter final : public QObject
{
    Q_OBJECT

  public:
    explicit EntityFilter(QObject* parent = nullptr);

    [[nodiscard]] const FilterSpec& spec() const { return m_spec; }

    void setSpec(const FilterSpec& spec);

    /// A pool passes by its enterprise, hub, chips and (carrier) its access links; a link by its carrier and,
    /// if a pool filter is set, when it is an access link of a passing pool or a backbone link between sites
    /// that serve one; a flow or job when one of its pools passes. Dense numbers of `snapshot`.
    [[nodiscard]] bool passesPool(const twin::state::Snapshot& snapshot, std::uint32_t pool) const;
    [[nodiscard]] bool passesLink(const twin::state::Snapshot& snapshot, std::uint32_t link) const;
    [[nodiscard]] bool passesFlow(const twin::state::Snapshot& snapshot,
                                  const twin::registry::Flow& flow) const;
    [[nodiscard]] bool passesJob(const twin::state::Snapshot& snapshot, const twin::registry::Job& job) const;

  Q_SIGNALS:
    void changed();

  private:
    /// What passes in one registry, by dense number.
    struct Passing
    {
        twin::registry::RegistryPtr registry;
        std::vector<bool> pools;
        std::vector<bool> sites; ///< that serve a passing pool
        std::vector<bool> links;
    };

    [[nodiscard]] const Passing& passing(const twin::registry::RegistryPtr& registry) const;
    [[nodiscard]] bool poolMatches(const twin::registry::Registry& registry,
                                   const twin::registry::Pool& pool) const;
    [[nodiscard]] bool linkMatches(const Passing& passing, const twin::registry::Link& link) const;
    [[nodiscard]] bool passesEnd(const twin::state::Snapshot& snapshot, const std::string& id,
                                 bool& isPool) const;

    FilterSpec m_spec;
    mutable Passing m_passing; ///< of the registry asked about last
};

} // namespace models
