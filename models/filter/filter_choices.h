#pragma once

#include "models/feed/snapshot_feed.h"
#include "models/language/language.h"

#include <QList>
#include <QObject>
#include <QString>

namespace models {

struct FilterChoice
{
    QString id; ///< value for FilterSpec; "" = all
    QString label;
};

/// What can be filtered by in the current registry, each list starting with "All …". GUI thread.
class FilterChoices final : public QObject
{
    Q_OBJECT

  public:
    FilterChoices(SnapshotFeed& feed, const Language& language, QObject* parent = nullptr);

    [[nodiscard]] const QList<FilterChoice>& carriers() const { return m_carriers; }

    [[nodiscard]] const QList<FilterChoice>& enterprises() const { return m_enterprises; }

    [[nodiscard]] const QList<FilterChoice>& hubs() const { return m_hubs; }

    [[nodiscard]] const QList<FilterChoice>& chipClasses() const { return m_chipClasses; }

  Q_SIGNALS:
    void changed();

  private:
    void refresh();

    SnapshotFeed& m_feed;
    const Language& m_language;
    QList<FilterChoice> m_carriers;
    QList<FilterChoice> m_enterprises;
    QList<FilterChoice> m_hubs;
    QList<FilterChoice> m_chipClasses;
};

} // namespace models
