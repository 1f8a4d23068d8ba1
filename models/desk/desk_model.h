#pragma once

#include "models/attention/attention_feed.h"
#include "models/feed/snapshot_feed.h"
#include "models/selection/entity_key.h"
#include "twin/desk/desk_service.h"
#include "twin/desk/desk_state.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>
#include <vector>

namespace models {

/// What a person handles: an item of Attention as it stands on the screen.
struct DeskTarget
{
    std::string item; ///< its key
    EntityKey entity; ///< what it is about; may be invalid
    twin::state::Severity severity = twin::state::Severity::Cleared;
    twin::TimeNs since = 0; ///< as the item says (AttentionItem::since); 0 = unknown
};

/// What the seats have said, at the moment on the screen, and what this seat says. It also ends
/// acknowledgements: of a problem that this console has seen go away, or get worse. GUI thread.
class DeskModel final : public QObject
{
    Q_OBJECT

  public:
    /// So long a problem must be away before it counts as gone: what comes and goes within is one problem.
    static constexpr twin::TimeNs kClearedAfter = 10 * twin::kSecond;
    /// And so long when this console has not seen it at all, as after a start before telemetry comes.
    static constexpr twin::TimeNs kNeverSeenAfter = 10 * twin::kMinute;

    /// `service` null: a seat without a store.
    DeskModel(SnapshotFeed& feed, const AttentionFeed& attention,
              std::shared_ptr<twin::desk::DeskService> service, QObject* parent = nullptr);

    [[nodiscard]] const twin::desk::DeskState& state() const { return m_state; }

    [[nodiscard]] const twin::desk::DeskLog& log() const { return *m_log; }

    /// The entries that belong to the moment on the screen or before it: the saved ones by place, then those
    /// that are not saved yet.
    [[nodiscard]] const std::vector<twin::desk::EntryPtr>& entries() const { return m_entries; }

    /// Null: nobody said anything of it.
    [[nodiscard]] const twin::desk::ItemHandling* handling(const std::string& item) const
    {
        return m_state.find(item);
    }

    [[nodiscard]] const std::string& seat() const { return m_service->seat(); }

    /// Whether a past moment (or a saved one) is on the screen: what holds now cannot be changed there.
    [[nodiscard]] bool isPast() const;

    // What this seat says. Each gives why it was refused, translated; empty: it was taken. Text is cut of
    // blanks at its ends.
    QString acknowledge(const DeskTarget& target, const QString& text = {});
    QString unacknowledge(const DeskTarget& target);
    QString shelve(const DeskTarget& target, twin::TimeNs duration, const QString& text = {});
    QString unshelve(const DeskTarget& target);
    /// `owner` empty: nobody.
    QString assign(const DeskTarget& target, const QString& owner);
    /// On an item, or with an empty item on its entity. Of the past moment on the screen, if one is.
    QString comment(const DeskTarget& target, const QString& text);
    /// `kind` is Note or Handover; `about` may be invalid.
    QString note(twin::desk::EntryKind kind, const EntityKey& about, const QString& text);

    /// Looks for what is new now (tests); otherwise ten times a second.
    void poll();

  Q_SIGNALS:
    void changed();

  private:
    /// An acknowledged problem as this console has seen it.
    struct Watched
    {
        std::uint64_t acknowledgement = 0; ///< place in the log
        twin::TimeNs seen = 0;             ///< when it was last there; 0 = not yet
        twin::TimeNs since = 0;            ///< from when on this console looked
        bool hasLapsed = false;            ///< said so
    };

    void follow();
    void watch();
    void lapse(const std::string& item, Watched& watched, const char* why);
    [[nodiscard]] bool canBeJudged(const std::string& entity) const;
    [[nodiscard]] QString write(twin::desk::Entry entry, const QString& text);
    [[nodiscard]] QString writeOn(const DeskTarget& target, twin::desk::Entry entry, const QString& text);
    [[nodiscard]] static QString refusal(const twin::Error& error);

    SnapshotFeed& m_feed;
    const AttentionFeed& m_attention;
    std::shared_ptr<twin::desk::DeskService> m_service;
    twin::desk::DeskLogPtr m_log;
    twin::desk::DeskState m_state;
    std::vector<twin::desk::EntryPtr> m_entries;
    twin::TimeNs m_until = -1;                          ///< moment the state is of; -1 = to be made anew
    std::unordered_map<std::string, Watched> m_watched; ///< by item
    QTimer m_timer;
};

} // namespace models
