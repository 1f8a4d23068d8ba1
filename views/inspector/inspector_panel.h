#pragma once

#include "models/inspector/inspector_model.h"
#include "views/view_context.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace views {

class ChartPanel;
class ElidedLabel;
class EmptyState;
class FoldableSection;
class KeyFigures;
class FactRows;
class LiveRows;

/// Everything known of the selected entity: title and identifier, state with age and quality, key figures, a
/// chart of the last minutes, live values, registry facts in foldable sections, and what it is related to.
class InspectorPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit InspectorPanel(const ViewContext& context, QWidget* parent = nullptr);

    void setActive(bool active);
    void retranslate();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void makeHead(QVBoxLayout& layout);
    void rebuild();
    void rebuildSections(const models::Inspection& inspection);
    void updateValues();
    void updateHead(const models::Inspection& inspection);
    FoldableSection* addSection(const QString& id, const QString& title, QWidget* content);

    const ViewContext& m_context;
    QScrollArea* m_scroll;
    QWidget* m_page;
    QLabel* m_kind;
    QLabel* m_title;
    QLabel* m_subtitle;
    ElidedLabel* m_identifier;
    QToolButton* m_copy;
    QLabel* m_state;
    KeyFigures* m_figures;
    ChartPanel* m_chart;
    QVBoxLayout* m_sections;
    LiveRows* m_live = nullptr; ///< of the page shown
    QList<FactRows*> m_facts;   ///< of the page shown, by section
    EmptyState* m_empty;
};

} // namespace views
