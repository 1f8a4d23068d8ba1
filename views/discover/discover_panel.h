#pragma once

#include "views/view_context.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace views {

class ElidedLabel;
class EntityTable;
class OffersPage;
class QueryEdit;
class ResolvePage;
class StandingPage;

/// Discovery (实时发现): a query line over three pages: the offers found with the parts of their score, the
/// queries that stand with what they said, and resolving of identifiers. Keeps queries in the settings.
class DiscoverPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit DiscoverPanel(const ViewContext& context, QWidget* parent = nullptr);

    /// What belongs in the dock's title bar: what was found.
    [[nodiscard]] QWidget* controls();

    void setActive(bool active);
    /// The keyboard to the query line.
    void beginQuery();
    void retranslate();

  private:
    void makeQueryLine();
    QToolButton* addButton(const QString& name);
    void runQuery();
    void setQuery(const QString& text);
    void update();
    void saveQuery();
    void fillSaved();
    void toggleStanding(bool stands);
    void restore();

    const ViewContext& m_context;
    ElidedLabel* m_summary;
    QueryEdit* m_query;
    QLabel* m_fault;
    QComboBox* m_saved;
    QToolButton* m_save;
    QToolButton* m_stand;
    QTabWidget* m_tabs;
    OffersPage* m_offers;
    StandingPage* m_standing;
    ResolvePage* m_resolve;
    QString m_refusal; ///< of saving or standing; until the next change
};

} // namespace views
