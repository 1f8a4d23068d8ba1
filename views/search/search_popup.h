#pragma once

#include "models/search/related.h"
#include "views/view_context.h"

#include <QFrame>
#include <QList>

class QLabel;
class QLineEdit;
class QListView;
class QListWidget;
class QPushButton;

namespace views {

/// Search over everything (Ctrl+F): hits on the left; on the right what a hit is joined to, so that one can
/// go along enterprise → job → flow → link and back. Enter selects and reveals. It floats over the main
/// window's map.
class SearchPopup final : public QFrame
{
    Q_OBJECT

  public:
    explicit SearchPopup(const ViewContext& context, QWidget* parent);

    /// Shows it with the text selected.
    void open();
    void close();
    void retranslate();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void makeLayout();
    bool onInputKey(int key);
    void onHit(const QModelIndex& index);
    /// Selects and reveals; `key` becomes the place to go along from.
    void choose(const models::EntityKey& key, bool keepOpen);
    void standAt(const models::EntityKey& key);
    void goBack();
    void fillAlong();
    void place();

    const ViewContext& m_context;
    QLineEdit* m_input;
    QListView* m_hits;
    QLabel* m_summary;
    QLabel* m_alongTitle;
    QListWidget* m_along;
    QPushButton* m_back;
    QList<models::EntityKey> m_path; ///< the last is where we stand
};

} // namespace views
