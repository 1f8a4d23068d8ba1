#pragma once

#include "models/desk/desk_model.h"
#include "models/language/language.h"
#include "models/selection/entity_key.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <vector>

namespace models {

/// What all seats have written, newest first, up to the moment on the screen; a row leads to what it is about
/// (KeyRole). Rows stay when others come. GUI thread.
class ShiftLogTable final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum Column { TimeColumn, SeatColumn, KindColumn, AboutColumn, TextColumn, ColumnCount };
    Q_ENUM(Column)

    ShiftLogTable(SnapshotFeed& feed, const DeskModel& desk, const Language& language,
                  QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const twin::desk::Entry& entry(int row) const;
    /// What the entry is about, by its name where the network on the screen has one.
    [[nodiscard]] QString aboutText(const twin::desk::Entry& entry) const;

  private:
    void follow();
    [[nodiscard]] QString text(const twin::desk::Entry& entry, int column) const;

    SnapshotFeed& m_feed;
    const DeskModel& m_desk;
    const Language& m_language;
    std::vector<twin::desk::EntryPtr> m_entries; ///< oldest first
};

/// The rows a person looks for: with all words of a text in seat, kind, text or what they are about; and,
/// if wanted, only what people wrote, or only what is about one entity. GUI thread.
class ShiftLogProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

  public:
    enum class Show { Everything, NotesOnly, HandoversOnly };
    Q_ENUM(Show)

    explicit ShiftLogProxy(ShiftLogTable& table, QObject* parent = nullptr);

    void setText(const QString& text);
    void setShow(Show show);

    [[nodiscard]] Show show() const { return m_show; }

    /// Invalid: about whatever.
    void setAbout(const EntityKey& about);

  protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

  private:
    [[nodiscard]] bool isShown(twin::desk::EntryKind kind) const;

    ShiftLogTable& m_table;
    QStringList m_words;
    Show m_show = Show::Everything;
    std::string m_about;
};

} // namespace models
