#pragma once

#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/language/language.h"
#include "models/paths/path_overlay.h"
#include "models/paths/path_table.h"
#include "models/paths/path_worker.h"
#include "models/paths/reach_table.h"
#include "models/selection/selection.h"

#include <QObject>

namespace models {

/// The ways between two selected pools or sites, and what lies near a single one: asks a worker when the
/// selection, the registry or what is down changes, and refreshes free capacities as snapshots come. A pair
/// stays while its links are looked at; selecting a place, more than two or nothing ends it. GUI thread.
class PathsModel final : public QObject
{
    Q_OBJECT

  public:
    enum class Subject { Nothing, OnePlace, Pair, TooMany };
    Q_ENUM(Subject)

    PathsModel(SnapshotFeed& feed, Selection& selection, const Language& language, QObject* parent = nullptr);

    /// Paths lead between such and circles lie around them: pools and sites.
    [[nodiscard]] static bool isPlace(const EntityKey& key);

    [[nodiscard]] Subject subject() const { return m_subject; }

    [[nodiscard]] const EntityKey& from() const { return m_from; }

    [[nodiscard]] const EntityKey& to() const { return m_to; }

    /// "A → B", or "A"; empty without a subject.
    [[nodiscard]] QString title() const;

    [[nodiscard]] QString fromName() const { return name(m_from); }

    /// A sentence on the disjoint pair, or on why there is nothing; empty while it is being worked out.
    [[nodiscard]] QString verdict() const;

    /// How many links of the network are down now, so that nothing leads over them; empty when none is.
    [[nodiscard]] QString downText() const;

    /// An answer to the present question has not come yet.
    [[nodiscard]] bool isWaiting() const { return m_asked != m_answered; }

    [[nodiscard]] PathTable& table() { return m_table; }

    [[nodiscard]] ReachTable& reach() { return m_reach; }

    /// The row the map shows foremost; -1 without paths.
    [[nodiscard]] int shown() const { return m_shown; }

    [[nodiscard]] twin::network::Disjointness apart() const { return m_apart; }

    [[nodiscard]] CircleChoice circles() const { return m_circles; }

    /// What the map shows; null when nothing.
    [[nodiscard]] const MapOverlayPtr& overlay() const { return m_overlay; }

    /// One-way latency from the first place to a pool or site, or none when it is not known or has no path.
    [[nodiscard]] std::optional<twin::TimeNs> latencyTo(const EntityKey& key) const;

    /// Without its panel nothing is worked out for a pair; circles that are shown keep it going. Active at
    /// first.
    void setActive(bool active);

  public Q_SLOTS:
    void setShown(int row);
    void setApart(twin::network::Disjointness apart);
    void setCircles(models::CircleChoice circles);
    /// The other way about.
    void swap();
    /// Ends the pair; the selection with it.
    void clear();

  Q_SIGNALS:
    /// Subject, title, verdict or waiting are other ones.
    void changed();
    /// Two places have just been selected.
    void pairSelected();
    void overlayChanged();
    void circlesChanged();

  private:
    void followSelection();
    void followSnapshot();
    void follow();
    void setSubject(Subject subject, const EntityKey& from, const EntityKey& to);
    void ask();
    void forget();
    void takeAnswer();
    void makeOverlay();
    void retranslate();
    [[nodiscard]] bool isWanted() const;
    [[nodiscard]] QString name(const EntityKey& key) const;
    [[nodiscard]] QString pairVerdict() const;
    [[nodiscard]] QString noPairVerdict(const twin::network::DisjointAnswer& pair) const;
    [[nodiscard]] QString apartText() const;
    [[nodiscard]] QString blockerName(const std::string& id) const;

    SnapshotFeed& m_feed;
    Selection& m_selection;
    const Language& m_language;
    PathTable m_table;
    ReachTable m_reach;
    Subject m_subject = Subject::Nothing;
    EntityKey m_from;
    EntityKey m_to;
    twin::network::Disjointness m_apart = twin::network::Disjointness::Srlg;
    CircleChoice m_circles;
    PathAnswerPtr m_answer;
    MapOverlayPtr m_overlay;
    int m_shown = -1;
    std::uint64_t m_asked = 0; ///< number of the newest question
    std::uint64_t m_answered = 0;
    bool m_active = true;
    Throttle m_throttle;
    PathWorker m_worker; ///< last: its thread ends first
};

} // namespace models
