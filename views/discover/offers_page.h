#pragma once

#include "models/selection/entity_key.h"
#include "views/view_context.h"

#include <QWidget>

class QLabel;

namespace views {

class ElidedLabel;
class EntityTable;

/// The offers that meet the query, and where the score of the current one comes from. The selected row is the
/// console's selection: map and inspector follow; Enter flies there.
class OffersPage final : public QWidget
{
    Q_OBJECT

  public:
    explicit OffersPage(const ViewContext& context, QWidget* parent = nullptr);

    /// The keyboard to the table.
    void begin();
    /// A person has asked something else: its answer brings what it finds into sight.
    void awaitAnswer();
    void update();
    void retranslate();

  protected:
    /// Of the table: a key there is a choice of the person.
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void showAnswer();
    [[nodiscard]] int chosenRow() const;
    void updateEmptyText();
    void fitColumns();

    const ViewContext& m_context;
    EntityTable* m_table;
    EntityTable* m_score;
    ElidedLabel* m_of;
    models::EntityKey m_firstOfAnswer; ///< selected because it came first, not by the person
    bool m_awaits = false;
    bool m_fitted = false;
    bool m_scoreFitted = false;
};

} // namespace views
