import './styles/main.css';
import { render } from 'preact';
import { Application } from './application.tsx';

const root = document.getElementById('application');
if (root === null) throw new Error('index.html has no #application');
render(<Application />, root);
